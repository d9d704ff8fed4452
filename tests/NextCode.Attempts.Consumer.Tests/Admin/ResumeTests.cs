using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Admin;

/// <summary>The service ends in the middle of a replay, and another one begins.</summary>
internal sealed class ResumeTests
{
    [Test]
    public async Task The_next_service_goes_on_with_the_same_job_and_every_letter_goes_once()
    {
        using var store = new TemporaryStore();
        var (letters, topic) = (new FakeSubscription(), new FakeTopic());
        Publish(letters, 50);
        string id;
        await using (var first = await OpenAsync(letters, topic, store))
        {
            var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            topic.Before = _ =>
            {
                sent.TrySetResult();
                return Task.CompletedTask;
            };
            id = await first.StartAsync("""{"ratePerSecond":4}""");
            await sent.Task;
            await first.StopAsync();
        }

        Assert.That(letters.Leased, Is.Zero, "a service that is asked to stop gives everything back");
        var before = topic.Messages.Count;
        Assert.That(before, Is.InRange(1, 49));

        await using var second = await OpenAsync(letters, topic, store);
        var job = await second.GetAsync($"/admin/replays/{id}");
        Assert.That(job.GetProperty("state").GetString(), Is.EqualTo("running"));
        using var stopped = await second.Client.DeleteAsync($"/admin/replays/{id}");
        await second.RunAsync("{}");

        Assert.That(topic.Messages.Select(static m => m.Attributes["ce-id"]), Is.Unique.And.Exactly(50).Items);
        Assert.That(letters.Waiting, Is.Empty);
    }

    [Test]
    public async Task The_bound_holds_over_a_restart()
    {
        using var store = new TemporaryStore();
        var (letters, topic) = (new FakeSubscription(), new FakeTopic());
        Publish(letters, 20);
        string id;
        await using (var first = await OpenAsync(letters, topic, store))
        {
            var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            topic.Before = _ =>
            {
                sent.TrySetResult();
                return Task.CompletedTask;
            };
            id = await first.StartAsync("""{"max":5,"ratePerSecond":4}""");
            await sent.Task;
            await first.StopAsync();
        }

        await using var second = await OpenAsync(letters, topic, store);
        await second.EndedAsync(id);

        Assert.That(topic.Messages, Has.Count.EqualTo(5));
    }

    [Test]
    public async Task A_dry_run_that_was_cut_off_is_reported_as_stopped()
    {
        using var store = new TemporaryStore();
        var (letters, topic) = (new FakeSubscription(), new FakeTopic());
        Publish(letters, 5);
        string id;
        await using (var first = await OpenAsync(letters, topic, store))
        {
            id = await first.StartAsync("""{"dryRun":true,"ratePerSecond":0.1}""");
            await first.StopAsync();
        }

        await using var second = await OpenAsync(letters, topic, store);
        var job = await second.GetAsync($"/admin/replays/{id}");

        Assert.That(job.GetProperty("state").GetString(), Is.EqualTo("stopped"));
        Assert.That(letters.Waiting, Has.Count.EqualTo(5));
    }

    private static Task<DeadLetterOffice> OpenAsync(FakeSubscription letters, FakeTopic topic, TemporaryStore store) =>
        DeadLetterOffice.OpenAsync(letters, topic, static _ => { }, ("Consumer:Admin:Store", store.Path));

    private static void Publish(FakeSubscription letters, int count)
    {
        for (var number = 0; number < count; number++)
        {
            letters.Publish(Letters.Of(Letters.Attempt($"e-{number}"), DeadLetterReason.RowRefused));
        }
    }
}
