using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Consumer.Tests.Faults;

/// <summary>
/// Whatever BigQuery does meanwhile: once it is well again every event is a row, and nothing but poison is a letter.
/// Repeats carry the same insertId, which makes them harmless.
/// </summary>
internal sealed class FaultTests
{
    private const int Events = 3_000;
    private const int Poison = 3;

    [TestCase(1)]
    [TestCase(2)]
    public async Task After_the_faults_end_every_event_is_a_row_and_only_poison_is_a_letter(int seed)
    {
        var table = new FaultyTable(seed);
        await using var consumer = await RunningConsumer.StartAsync(
            services => services.AddSingleton<ITable>(table).AddSingleton<TimeProvider>(new RunningTime()),
            ("Consumer:PushDeadline", "00:00:02"),
            ("Consumer:OutageBreak", "00:00:01"),
            ("Consumer:InsertBackoff", "00:00:00.001")
        );
        var ingestor = consumer.Services.GetRequiredService<Ingestor>();
        var ids = Enumerable
            .Range(0, Events)
            .Select(static number => $"e-{number}")
            .Concat(Enumerable.Range(0, Poison).Select(static number => $"poison-{number}"))
            .ToList();

        // As Pub/Sub does: what is not acknowledged comes again, a little later each time.
        var waiting = ids;
        for (var round = 0; waiting.Count > 0; round++)
        {
            Assert.That(round, Is.LessThan(100), "the faults ended long ago");
            if (round == 4)
            {
                table.Heal();
            }

            var outcomes = await Task.WhenAll(waiting.Select(id => DeliverAsync(ingestor, id)));
            waiting = [.. outcomes.Where(static o => o.Outcome is IngestOutcome.Retry).Select(static o => o.Id)];
            if (waiting.Count > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            }
        }

        await TestContext.Out.WriteLineAsync(
            string.Join(", ", table.Faults.OrderBy(static f => f.Key).Select(static f => $"{f.Key}: {f.Value}"))
                + $"; rows taken more than once: {table.Taken.Count(static row => row.Value > 1)}"
        );
        using var scope = Assert.EnterMultipleScope();
        Assert.That(table.Taken.Keys, Is.EquivalentTo(ids.Take(Events)));
        Assert.That(
            consumer.DeadLetters.Messages.Select(static letter => letter.Attributes["ce-id"]).Distinct(),
            Is.EquivalentTo(ids.Skip(Events))
        );
        Assert.That(
            consumer.DeadLetters.Messages.Select(static letter => letter.Attributes["dead-letter-reason"]),
            Is.All.EqualTo("ROW_REFUSED")
        );
    }

    private static async Task<(string Id, IngestOutcome Outcome)> DeliverAsync(Ingestor ingestor, string id)
    {
        var message = new IncomingMessage(Wrapped.Message(id, "{}"), Wrapped.Subscription, 1);
        return (id, await ingestor.IngestAsync(message, new Deadline(TimeProvider.System, TimeSpan.FromSeconds(2))));
    }
}
