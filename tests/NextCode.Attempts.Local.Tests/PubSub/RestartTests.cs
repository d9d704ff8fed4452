using static NextCode.Attempts.Local.Tests.PubSub.RunningStandIn;

namespace NextCode.Attempts.Local.Tests.PubSub;

internal sealed class RestartTests : StandInFixture
{
    [Test]
    public async Task A_restart_keeps_topics_subscriptions_and_unacknowledged_messages()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic", "\"ackDeadlineSeconds\":77");
        await PubSub.PublishAsync("topic", "acknowledged", "leased", "waiting");
        var leased = await PubSub.PullAsync("subscription", max: 2);
        await PubSub.AcknowledgeAsync("subscription", leased.Where(message => message.Text == "acknowledged"));

        await RestartAsync();
        var settings = await PubSub.GetAsync(Subscription("subscription"));
        var messages = await PubSub.PullAsync("subscription");

        Assert.That((int?)settings.Json["ackDeadlineSeconds"], Is.EqualTo(77));
        Assert.That(messages.Select(message => message.Text), Is.EquivalentTo(new[] { "leased", "waiting" }));
    }

    [Test]
    public async Task What_was_answered_survives_the_death_of_the_process()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "acknowledged", "kept");
        var leased = await PubSub.PullAsync("subscription");
        await PubSub.AcknowledgeAsync("subscription", leased.Where(message => message.Text == "acknowledged"));

        // What a SIGKILL leaves is what the files hold while the stand-in still runs: it gets to do nothing more.
        using var left = new TemporaryDirectory();
        foreach (var file in new[] { "pubsub.db", "pubsub.db-wal" })
        {
            File.Copy(Path.Combine(Data.Path, file), Path.Combine(left.Path, file));
        }
        await using var successor = await RunningStandIn.StartAsync(left, Time);

        Assert.That((await successor.PullAsync("subscription")).Single().Text, Is.EqualTo("kept"));
    }

    [Test]
    public async Task Ids_do_not_begin_again_after_a_restart()
    {
        var before = await PubSub.PublishAsync("topic", "a", "b");
        await RestartAsync();
        var after = await PubSub.PublishAsync("topic", "c", "d");

        Assert.That(before.Concat(after), Is.Unique);
    }

    [Test]
    public async Task A_restart_pushes_what_was_left()
    {
        await using var endpoint = await PushEndpoint.StartAsync();
        endpoint.Hold = new TaskCompletionSource();
        await PubSub.CreateSubscriptionAsync("subscription", "topic", endpoint.PushConfig());
        var id = (await PubSub.PublishAsync("topic", "a")).Single();
        await endpoint.NextAsync();

        await RestartAsync();
        endpoint.Hold.SetResult();

        Assert.That((await endpoint.NextAsync()).MessageId, Is.EqualTo(id));
        await BacklogIsAsync(0);
    }

    [Test]
    public async Task What_was_deleted_stays_deleted()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a");
        await PubSub.SendAsync(HttpMethod.Delete, "v1/" + Subscription("subscription"));
        await PubSub.SendAsync(HttpMethod.Delete, "v1/" + Topic("topic"));

        await RestartAsync();

        Assert.That((await PubSub.GetAsync(Topic("topic"))).Code, Is.EqualTo(404));
        Assert.That((await PubSub.GetAsync(Subscription("subscription"))).Code, Is.EqualTo(404));
        await BacklogIsAsync(0);
    }

    [Test]
    public async Task A_waiting_pull_does_not_hold_up_the_stop()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        var pull = PubSub.PostAsync(Subscription("subscription") + ":pull", """{"maxMessages":1}""");

        await PubSub.StopAsync();

        // The clock stands still: only the stop can have ended the wait.
        Assert.That((await pull).Text, Is.EqualTo("{}"));
    }

    private async Task RestartAsync()
    {
        await PubSub.DisposeAsync();
        PubSub = await RunningStandIn.StartAsync(Data, Time);
    }
}
