using static NextCode.Attempts.Local.Tests.PubSub.RunningStandIn;

namespace NextCode.Attempts.Local.Tests.PubSub;

internal sealed class DeadLetterTests : StandInFixture
{
    private const string Prefix = "CloudPubSubDeadLetterSource";

    [SetUp]
    public async Task CreateAsync()
    {
        await PubSub.CreateTopicAsync("dead");
        await PubSub.CreateSubscriptionAsync("letters", "dead");
        await PubSub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            $$""" "deadLetterPolicy":{"deadLetterTopic":"{{Topic("dead")}}","maxDeliveryAttempts":6} """
        );
    }

    [Test]
    public async Task After_so_many_refusals_a_copy_goes_to_the_dead_letter_topic()
    {
        var published = await PubSub.PostAsync(
            Topic("topic") + ":publish",
            """{"messages":[{"data":"aGVsbG8=","attributes":{"a":"1"},"orderingKey":"k"}]}"""
        );
        Time.Advance(TimeSpan.FromSeconds(1));

        var attempts = await RefuseUntilGoneAsync();
        var letter = await PullLetterAsync();

        Assert.That(attempts, Is.EqualTo(new int?[] { 1, 2, 3, 4, 5, 6 }));
        Assert.That(letter.Text, Is.EqualTo("hello"));
        Assert.That((string?)letter.Json["message"]!["orderingKey"], Is.EqualTo("k"));
        Assert.That(letter.MessageId, Is.Not.EqualTo((string?)published.Json["messageIds"]![0]));
        Assert.That((string?)letter.Json["message"]!["publishTime"], Is.EqualTo("2026-01-02T03:04:06.000Z"));
        Assert.That((string?)letter.Attributes!["a"], Is.EqualTo("1"));
        Assert.That((string?)letter.Attributes[Prefix + "DeliveryCount"], Is.EqualTo("6"));
        Assert.That((string?)letter.Attributes[Prefix + "Subscription"], Is.EqualTo("subscription"));
        Assert.That((string?)letter.Attributes[Prefix + "SubscriptionProject"], Is.EqualTo("local"));
        Assert.That((string?)letter.Attributes[Prefix + "TopicPublishTime"], Is.EqualTo("2026-01-02T03:04:05.000Z"));
        Assert.That(letter.DeliveryAttempt, Is.Null, "this subscription has no policy");
        await BacklogIsAsync(1);
    }

    [Test]
    public async Task Expired_leases_count_as_well()
    {
        await PubSub.PublishAsync("topic", "a");
        for (var attempt = 0; attempt < 6; attempt++)
        {
            Assert.That(await PubSub.PullAsync("subscription"), Has.Count.EqualTo(1));
            Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.That((await PullLetterAsync()).Text, Is.EqualTo("a"));
    }

    [Test]
    public async Task Only_the_message_that_fails_goes()
    {
        await PubSub.PublishAsync("topic", "good", "bad");
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var messages = await PubSub.PullAsync("subscription");
            await PubSub.ModifyAckDeadlineAsync("subscription", 0, messages.Where(message => message.Text == "bad"));
            if (attempt == 0)
            {
                await PubSub.ModifyAckDeadlineAsync("subscription", 600, messages.Where(m => m.Text == "good"));
            }
        }

        Assert.That((await PullLetterAsync()).Text, Is.EqualTo("bad"));
        await BacklogIsAsync(2);
    }

    [Test]
    public async Task Without_the_topic_the_message_is_kept_and_delivered_again()
    {
        await PubSub.PublishAsync("topic", "a");
        await PubSub.SendAsync(HttpMethod.Delete, "v1/" + Topic("dead"));

        for (var attempt = 0; attempt < 10; attempt++)
        {
            IReadOnlyList<Received> leased;
            do
            {
                leased = await PubSub.PullAsync("subscription");
            } while (leased.Count == 0);
            await PubSub.ModifyAckDeadlineAsync("subscription", 0, leased);
        }

        await BacklogIsAsync(1);
    }

    [Test]
    public async Task Attempts_are_counted_over_a_restart()
    {
        await PubSub.PublishAsync("topic", "a");
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await PubSub.ModifyAckDeadlineAsync("subscription", 0, await PubSub.PullAsync("subscription"));
        }

        await PubSub.DisposeAsync();
        PubSub = await RunningStandIn.StartAsync(Data, Time);

        Assert.That((await PubSub.PullAsync("subscription")).Single().DeliveryAttempt, Is.EqualTo(4));
    }

    private async Task<List<int?>> RefuseUntilGoneAsync()
    {
        var attempts = new List<int?>();
        while (await PubSub.PullAsync("subscription") is { Count: > 0 } leased)
        {
            attempts.Add(leased.Single().DeliveryAttempt);
            await PubSub.ModifyAckDeadlineAsync("subscription", 0, leased);
        }
        return attempts;
    }

    // The forwarding is the write loop's; the refusal does not wait for it.
    private async Task<Received> PullLetterAsync()
    {
        while (true)
        {
            if (await PubSub.PullAsync("letters") is { Count: > 0 } letters)
            {
                return letters.Single();
            }
        }
    }
}
