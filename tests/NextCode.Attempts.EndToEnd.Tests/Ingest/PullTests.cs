using NextCode.Attempts.Consumer;

namespace NextCode.Attempts.EndToEnd.Tests.Ingest;

/// <summary>The consumer in a process of its own that fetches its messages: nothing pushes to it.</summary>
[Platform(Exclude = "Win", Reason = "Processes are asked to stop by SIGTERM.")]
internal sealed class PullTests
{
    private const int Attempts = 500;

    [Test]
    public async Task A_backlog_is_fetched_over_REST_and_nothing_of_it_is_lost_when_the_consumer_stops_in_between()
    {
        await using var standIns = await StandIns.StartAsync();
        var attempts = Events.Many(Attempts);
        await standIns.PublishAsync(attempts);
        await using (var first = Start(standIns))
        {
            await Eventually.BecomesTrueAsync(
                async () => await standIns.Warehouse.CountAsync("attempts.attempts") > 0,
                "the first rows"
            );
            Assert.That(await first.TerminateAsync(), Is.Zero, first.Error);
        }

        var late = Events.Many(Attempts);
        await standIns.PublishAsync(late);
        await using var second = Start(standIns);
        await Eventually.GetAsync(
            () => standIns.Warehouse.CountAsync("attempts.attempts_unique"),
            static rows => rows == 2 * Attempts,
            "every attempt is a row"
        );

        // Acknowledged once inserted: nothing comes again.
        await Eventually.BecomesTrueAsync(
            async () =>
                (await standIns.PubSub.Subscription("local", "attempts-consumer").PullAsync(1, default)).Count == 0,
            "nothing waits"
        );
        Assert.That(await second.TerminateAsync(), Is.Zero, second.Error);
        Assert.That(await standIns.LettersAsync(), Is.Empty);
    }

    private static Running Start(StandIns standIns) =>
        Running.Start(
            "dotnet",
            [typeof(ConsumerHost).Assembly.Location],
            standIns
                .Settings.Append(new("Consumer:Mode", "Pull"))
                .Append(new("urls", "http://127.0.0.1:0"))
                .ToDictionary(
                    static setting => setting.Key.Replace(":", "__", StringComparison.Ordinal),
                    static setting => setting.Value!,
                    StringComparer.Ordinal
                )
        );
}
