using static NextCode.Attempts.Local.Tests.PubSub.RunningStandIn;

namespace NextCode.Attempts.Local.Tests.PubSub;

internal sealed class PullTests : StandInFixture
{
    [Test]
    public async Task A_published_message_comes_with_everything_it_was_given()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");

        var published = await PubSub.PostAsync(
            Topic("topic") + ":publish",
            """{"messages":[{"data":"aGVsbG8=","attributes":{"a":"1","ü":"\"ß\\"},"orderingKey":"k"}]}"""
        );
        var message = (await PubSub.PullAsync("subscription")).Single().Json["message"]!;

        Assert.That((string?)message["data"], Is.EqualTo("aGVsbG8="));
        Assert.That((string?)message["attributes"]!["a"], Is.EqualTo("1"));
        Assert.That((string?)message["attributes"]!["ü"], Is.EqualTo("\"ß\\"));
        Assert.That((string?)message["orderingKey"], Is.EqualTo("k"));
        Assert.That((string?)message["messageId"], Is.EqualTo((string?)published.Json["messageIds"]![0]));
        Assert.That((string?)message["publishTime"], Is.EqualTo("2026-01-02T03:04:05.000Z"));
    }

    [Test]
    public async Task Every_subscription_gets_every_message_once()
    {
        await PubSub.CreateSubscriptionAsync("first", "topic");
        await PubSub.CreateSubscriptionAsync("second", "topic");

        var ids = await PubSub.PublishAsync("topic", "a", "b");
        var first = await PubSub.PullAsync("first");
        var second = await PubSub.PullAsync("second");
        await PubSub.AcknowledgeAsync("first", first);

        Assert.That(first.Select(message => message.MessageId), Is.EquivalentTo(ids));
        Assert.That(second.Select(message => message.MessageId), Is.EquivalentTo(ids));
        Assert.That(second.Select(message => message.Text), Is.EquivalentTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task A_subscription_gets_nothing_that_was_published_before_it_was_created()
    {
        await PubSub.PublishAsync("topic", "early");
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "late");

        Assert.That((await PubSub.PullAsync("subscription")).Single().Text, Is.EqualTo("late"));
    }

    [Test]
    public async Task A_leased_message_is_not_given_out_again_until_its_deadline_has_passed()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic", "\"ackDeadlineSeconds\":30");
        await PubSub.PublishAsync("topic", "a");
        await PubSub.PullAsync("subscription");

        Time.Advance(TimeSpan.FromSeconds(29));
        var before = await PubSub.PullAsync("subscription");
        Time.Advance(TimeSpan.FromSeconds(1));
        var after = await PubSub.PullAsync("subscription");

        Assert.That(before, Is.Empty);
        Assert.That(after.Single().Text, Is.EqualTo("a"));
    }

    [Test]
    public async Task An_acknowledged_message_never_comes_again()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a", "b");

        var messages = await PubSub.PullAsync("subscription");
        await PubSub.AcknowledgeAsync("subscription", messages.First(message => message.Text == "a"));
        Time.Advance(TimeSpan.FromSeconds(11));

        Assert.That((await PubSub.PullAsync("subscription")).Single().Text, Is.EqualTo("b"));
    }

    [Test]
    public async Task A_late_acknowledgement_still_counts()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a");
        var leased = await PubSub.PullAsync("subscription");

        Time.Advance(TimeSpan.FromSeconds(11));
        await PubSub.AcknowledgeAsync("subscription", leased);

        Assert.That(await PubSub.PullAsync("subscription"), Is.Empty);
    }

    [Test]
    public async Task A_refused_message_comes_again_at_once_without_a_retry_policy()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a");

        await PubSub.ModifyAckDeadlineAsync("subscription", 0, await PubSub.PullAsync("subscription"));

        Assert.That((await PubSub.PullAsync("subscription")).Single().Text, Is.EqualTo("a"));
    }

    [Test]
    public async Task A_refused_message_waits_for_a_back_off_that_doubles_up_to_the_maximum()
    {
        await PubSub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            """ "retryPolicy":{"minimumBackoff":"2s","maximumBackoff":"5s"} """
        );
        await PubSub.PublishAsync("topic", "a");

        var waits = new List<int>();
        var leased = await PubSub.PullAsync("subscription");
        for (var refusal = 0; refusal < 4; refusal++)
        {
            await PubSub.ModifyAckDeadlineAsync("subscription", 0, leased);
            var seconds = 0;
            while ((leased = await PubSub.PullAsync("subscription")).Count == 0)
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                seconds++;
            }
            waits.Add(seconds);
        }

        Assert.That(waits, Is.EqualTo(new[] { 2, 4, 5, 5 }));
    }

    [Test]
    public async Task An_expired_lease_waits_for_the_back_off_too()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic", "\"retryPolicy\":{}");
        await PubSub.PublishAsync("topic", "a");
        await PubSub.PullAsync("subscription");

        Time.Advance(TimeSpan.FromSeconds(19));
        var before = await PubSub.PullAsync("subscription");
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(before, Is.Empty, "10 s of lease and 10 s of back-off, the default of an empty policy");
        Assert.That(await PubSub.PullAsync("subscription"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_extended_lease_ends_at_its_new_deadline_and_not_at_the_old_one()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a");
        await PubSub.ModifyAckDeadlineAsync("subscription", 60, await PubSub.PullAsync("subscription"));

        Time.Advance(TimeSpan.FromSeconds(59));
        var before = await PubSub.PullAsync("subscription");
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(before, Is.Empty);
        Assert.That(await PubSub.PullAsync("subscription"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_lease_that_is_over_cannot_refuse_the_one_that_followed()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a");
        var first = await PubSub.PullAsync("subscription");
        Time.Advance(TimeSpan.FromSeconds(10));
        await PubSub.PullAsync("subscription");

        await PubSub.ModifyAckDeadlineAsync("subscription", 0, first);

        Assert.That(await PubSub.PullAsync("subscription"), Is.Empty);
    }

    [Test]
    public async Task A_pull_takes_no_more_messages_than_it_asked_for()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a", "b", "c");

        Assert.That(await PubSub.PullAsync("subscription", max: 2), Has.Count.EqualTo(2));
        Assert.That(await PubSub.PullAsync("subscription", max: 2), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_pull_of_nothing_waits_for_a_message_and_answers_at_once_when_it_comes()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");

        var pull = PubSub.PostAsync(Subscription("subscription") + ":pull", """{"maxMessages":1}""");
        await PubSub.PublishAsync("topic", "a");

        // The clock stands still, so only the message can have ended the wait.
        Assert.That((await pull).Json["receivedMessages"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_pull_of_nothing_ends_empty_after_a_second()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");

        var pull = PubSub.PostAsync(Subscription("subscription") + ":pull", """{"maxMessages":1}""");
        while (!pull.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.That((await pull).Text, Is.EqualTo("{}"));
    }

    [Test]
    public async Task A_pull_answers_with_at_most_ten_megabytes_but_always_with_one_message()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        var large = new string('x', 6_000_000);
        await PubSub.PublishAsync("topic", large);
        await PubSub.PublishAsync("topic", large);

        Assert.That(await PubSub.PullAsync("subscription"), Has.Count.EqualTo(1));
        Assert.That(await PubSub.PullAsync("subscription"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Messages_older_than_the_retention_are_dropped()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic", "\"messageRetentionDuration\":\"600s\"");
        await PubSub.PublishAsync("topic", "old");
        Time.Advance(TimeSpan.FromSeconds(601));
        await PubSub.PublishAsync("topic", "new");

        Assert.That((await PubSub.PullAsync("subscription")).Single().Text, Is.EqualTo("new"));
    }

    [Test]
    public async Task A_subscription_nobody_reads_does_not_keep_messages_beyond_its_retention()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic", "\"messageRetentionDuration\":\"600s\"");
        await PubSub.PublishAsync("topic", "a", "b");

        Time.Advance(TimeSpan.FromMinutes(20));

        await BacklogIsAsync(0);
    }

    [TestCase(":pull", "{}")]
    [TestCase(":pull", """{"maxMessages":-1}""")]
    [TestCase(":acknowledge", "{}")]
    [TestCase(":acknowledge", """{"ackIds":["nonsense"]}""")]
    [TestCase(":acknowledge", """{"ackIds":[null]}""")]
    [TestCase(":acknowledge", """{"ackIds":["1-1-1-1"]}""")]
    [TestCase(":acknowledge", """{"ackIds":["1-2-3"]}""", Description = "another subscription's")]
    [TestCase(":modifyAckDeadline", """{"ackIds":["nonsense"],"ackDeadlineSeconds":10}""")]
    public async Task Nonsense_is_an_invalid_argument(string call, string body)
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");

        var answer = await PubSub.PostAsync(Subscription("subscription") + call, body);

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "INVALID_ARGUMENT")));
    }

    [Test]
    public async Task A_call_that_is_not_there_says_so()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");

        var answer = await PubSub.PostAsync(Subscription("subscription") + ":seek", "{}");

        Assert.That((answer.Code, answer.Error), Is.EqualTo((501, "UNIMPLEMENTED")));
    }

    [TestCase(-1)]
    [TestCase(601)]
    public async Task A_deadline_out_of_bounds_is_an_invalid_argument(int seconds)
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a");
        var leased = (await PubSub.PullAsync("subscription")).Single();

        var answer = await PubSub.PostAsync(
            Subscription("subscription") + ":modifyAckDeadline",
            $$"""{"ackIds":["{{leased.AckId}}"],"ackDeadlineSeconds":{{seconds}}}"""
        );

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "INVALID_ARGUMENT")));
    }

    [Test]
    public async Task A_push_subscription_cannot_be_pulled()
    {
        await PubSub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            """ "pushConfig":{"pushEndpoint":"http://127.0.0.1:9/"} """
        );

        var answer = await PubSub.PostAsync(Subscription("subscription") + ":pull", """{"maxMessages":1}""");

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "FAILED_PRECONDITION")));
    }
}
