using static NextCode.Attempts.Local.Tests.PubSub.RunningStandIn;

namespace NextCode.Attempts.Local.Tests.PubSub;

internal sealed class PullTests
{
    private ManualTimeProvider _time = null!;
    private TemporaryDirectory _directory = null!;
    private RunningStandIn _pubsub = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _time = new ManualTimeProvider();
        _directory = new TemporaryDirectory();
        _pubsub = await RunningStandIn.StartAsync(_directory, _time);
        await _pubsub.CreateTopicAsync("topic");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _pubsub.DisposeAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task A_published_message_comes_with_everything_it_was_given()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");

        var published = await _pubsub.PostAsync(
            Topic("topic") + ":publish",
            """{"messages":[{"data":"aGVsbG8=","attributes":{"a":"1","ü":"\"ß\\"},"orderingKey":"k"}]}"""
        );
        var message = (await _pubsub.PullAsync("subscription")).Single().Json["message"]!;

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
        await _pubsub.CreateSubscriptionAsync("first", "topic");
        await _pubsub.CreateSubscriptionAsync("second", "topic");

        var ids = await _pubsub.PublishAsync("topic", "a", "b");
        var first = await _pubsub.PullAsync("first");
        var second = await _pubsub.PullAsync("second");
        await _pubsub.AcknowledgeAsync("first", first);

        Assert.That(first.Select(message => message.MessageId), Is.EquivalentTo(ids));
        Assert.That(second.Select(message => message.MessageId), Is.EquivalentTo(ids));
        Assert.That(second.Select(message => message.Text), Is.EquivalentTo(new[] { "a", "b" }));
    }

    [Test]
    public async Task A_subscription_gets_nothing_that_was_published_before_it_was_created()
    {
        await _pubsub.PublishAsync("topic", "early");
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");
        await _pubsub.PublishAsync("topic", "late");

        Assert.That((await _pubsub.PullAsync("subscription")).Single().Text, Is.EqualTo("late"));
    }

    [Test]
    public async Task A_leased_message_is_not_given_out_again_until_its_deadline_has_passed()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic", "\"ackDeadlineSeconds\":30");
        await _pubsub.PublishAsync("topic", "a");
        await _pubsub.PullAsync("subscription");

        _time.Advance(TimeSpan.FromSeconds(29));
        var before = await _pubsub.PullAsync("subscription");
        _time.Advance(TimeSpan.FromSeconds(1));
        var after = await _pubsub.PullAsync("subscription");

        Assert.That(before, Is.Empty);
        Assert.That(after.Single().Text, Is.EqualTo("a"));
    }

    [Test]
    public async Task An_acknowledged_message_never_comes_again()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");
        await _pubsub.PublishAsync("topic", "a", "b");

        var messages = await _pubsub.PullAsync("subscription");
        await _pubsub.AcknowledgeAsync("subscription", messages.First(message => message.Text == "a"));
        _time.Advance(TimeSpan.FromSeconds(11));

        Assert.That((await _pubsub.PullAsync("subscription")).Single().Text, Is.EqualTo("b"));
    }

    [Test]
    public async Task A_late_acknowledgement_still_counts()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");
        await _pubsub.PublishAsync("topic", "a");
        var leased = await _pubsub.PullAsync("subscription");

        _time.Advance(TimeSpan.FromSeconds(11));
        await _pubsub.AcknowledgeAsync("subscription", leased);

        Assert.That(await _pubsub.PullAsync("subscription"), Is.Empty);
    }

    [Test]
    public async Task A_refused_message_comes_again_at_once_without_a_retry_policy()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");
        await _pubsub.PublishAsync("topic", "a");

        await _pubsub.ModifyAckDeadlineAsync("subscription", 0, await _pubsub.PullAsync("subscription"));

        Assert.That((await _pubsub.PullAsync("subscription")).Single().Text, Is.EqualTo("a"));
    }

    [Test]
    public async Task A_refused_message_waits_for_a_back_off_that_doubles_up_to_the_maximum()
    {
        await _pubsub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            """ "retryPolicy":{"minimumBackoff":"2s","maximumBackoff":"5s"} """
        );
        await _pubsub.PublishAsync("topic", "a");

        var waits = new List<int>();
        var leased = await _pubsub.PullAsync("subscription");
        for (var refusal = 0; refusal < 4; refusal++)
        {
            await _pubsub.ModifyAckDeadlineAsync("subscription", 0, leased);
            var seconds = 0;
            while ((leased = await _pubsub.PullAsync("subscription")).Count == 0)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                seconds++;
            }
            waits.Add(seconds);
        }

        Assert.That(waits, Is.EqualTo(new[] { 2, 4, 5, 5 }));
    }

    [Test]
    public async Task An_expired_lease_waits_for_the_back_off_too()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic", "\"retryPolicy\":{}");
        await _pubsub.PublishAsync("topic", "a");
        await _pubsub.PullAsync("subscription");

        _time.Advance(TimeSpan.FromSeconds(19));
        var before = await _pubsub.PullAsync("subscription");
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(before, Is.Empty, "10 s of lease and 10 s of back-off, the default of an empty policy");
        Assert.That(await _pubsub.PullAsync("subscription"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_extended_lease_ends_at_its_new_deadline_and_not_at_the_old_one()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");
        await _pubsub.PublishAsync("topic", "a");
        await _pubsub.ModifyAckDeadlineAsync("subscription", 60, await _pubsub.PullAsync("subscription"));

        _time.Advance(TimeSpan.FromSeconds(59));
        var before = await _pubsub.PullAsync("subscription");
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.That(before, Is.Empty);
        Assert.That(await _pubsub.PullAsync("subscription"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_lease_that_is_over_cannot_refuse_the_one_that_followed()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");
        await _pubsub.PublishAsync("topic", "a");
        var first = await _pubsub.PullAsync("subscription");
        _time.Advance(TimeSpan.FromSeconds(10));
        await _pubsub.PullAsync("subscription");

        await _pubsub.ModifyAckDeadlineAsync("subscription", 0, first);

        Assert.That(await _pubsub.PullAsync("subscription"), Is.Empty);
    }

    [Test]
    public async Task A_pull_takes_no_more_messages_than_it_asked_for()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");
        await _pubsub.PublishAsync("topic", "a", "b", "c");

        Assert.That(await _pubsub.PullAsync("subscription", max: 2), Has.Count.EqualTo(2));
        Assert.That(await _pubsub.PullAsync("subscription", max: 2), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_pull_of_nothing_waits_for_a_message_and_answers_at_once_when_it_comes()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");

        var pull = _pubsub.PostAsync(Subscription("subscription") + ":pull", """{"maxMessages":1}""");
        await _pubsub.PublishAsync("topic", "a");

        // The clock stands still, so only the message can have ended the wait.
        Assert.That((await pull).Json["receivedMessages"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_pull_of_nothing_ends_empty_after_a_second()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");

        var pull = _pubsub.PostAsync(Subscription("subscription") + ":pull", """{"maxMessages":1}""");
        while (!pull.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.That((await pull).Text, Is.EqualTo("{}"));
    }

    [Test]
    public async Task A_pull_answers_with_at_most_ten_megabytes_but_always_with_one_message()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");
        var large = new string('x', 6_000_000);
        await _pubsub.PublishAsync("topic", large);
        await _pubsub.PublishAsync("topic", large);

        Assert.That(await _pubsub.PullAsync("subscription"), Has.Count.EqualTo(1));
        Assert.That(await _pubsub.PullAsync("subscription"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Messages_older_than_the_retention_are_dropped()
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic", "\"messageRetentionDuration\":\"600s\"");
        await _pubsub.PublishAsync("topic", "old");
        _time.Advance(TimeSpan.FromSeconds(601));
        await _pubsub.PublishAsync("topic", "new");

        Assert.That((await _pubsub.PullAsync("subscription")).Single().Text, Is.EqualTo("new"));
    }

    [TestCase(":pull", "{}")]
    [TestCase(":pull", """{"maxMessages":-1}""")]
    [TestCase(":acknowledge", "{}")]
    [TestCase(":acknowledge", """{"ackIds":["nonsense"]}""")]
    [TestCase(":acknowledge", """{"ackIds":["1-2-3"]}""", Description = "another subscription's")]
    [TestCase(":modifyAckDeadline", """{"ackIds":["nonsense"],"ackDeadlineSeconds":10}""")]
    public async Task Nonsense_is_an_invalid_argument(string call, string body)
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");

        var answer = await _pubsub.PostAsync(Subscription("subscription") + call, body);

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "INVALID_ARGUMENT")));
    }

    [TestCase(-1)]
    [TestCase(601)]
    public async Task A_deadline_out_of_bounds_is_an_invalid_argument(int seconds)
    {
        await _pubsub.CreateSubscriptionAsync("subscription", "topic");
        await _pubsub.PublishAsync("topic", "a");
        var leased = (await _pubsub.PullAsync("subscription")).Single();

        var answer = await _pubsub.PostAsync(
            Subscription("subscription") + ":modifyAckDeadline",
            $$"""{"ackIds":["{{leased.AckId}}"],"ackDeadlineSeconds":{{seconds}}}"""
        );

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "INVALID_ARGUMENT")));
    }

    [Test]
    public async Task A_push_subscription_cannot_be_pulled()
    {
        await _pubsub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            """ "pushConfig":{"pushEndpoint":"http://127.0.0.1:9/"} """
        );

        var answer = await _pubsub.PostAsync(Subscription("subscription") + ":pull", """{"maxMessages":1}""");

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "FAILED_PRECONDITION")));
    }
}
