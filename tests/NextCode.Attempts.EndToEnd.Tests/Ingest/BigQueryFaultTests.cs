using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Consumer.Ingest.Insert;
using NextCode.Attempts.Consumer.Ingest.Rows;

namespace NextCode.Attempts.EndToEnd.Tests.Ingest;

/// <summary>BigQuery misbehaves in every way the stand-in knows, and then it is well again.</summary>
internal sealed class BigQueryFaultTests
{
    private const int Healthy = 2_000;

    private static readonly object[] AllFaults =
    [
        new
        {
            kind = "Status",
            status = 503,
            reason = "backendError",
            probability = 0.04,
        },
        new
        {
            kind = "Status",
            status = 500,
            reason = "internalError",
            probability = 0.04,
        },
        new
        {
            kind = "Status",
            status = 403,
            reason = "rateLimitExceeded",
            probability = 0.04,
        },
        new
        {
            kind = "Status",
            status = 403,
            reason = "quotaExceeded",
            probability = 0.02,
        },
        new
        {
            kind = "Status",
            status = 403,
            reason = "accessDenied",
            probability = 0.02,
        },
        new
        {
            kind = "Status",
            status = 404,
            reason = "notFound",
            probability = 0.02,
        },
        new
        {
            kind = "Status",
            status = 413,
            reason = "badRequest",
            probability = 0.04,
            minRows = 2,
        },
        new
        {
            kind = "Slow",
            delayMs = 200,
            probability = 0.05,
        },
        new { kind = "Hang", probability = 0.02 },
        new { kind = "ResetBeforeCommit", probability = 0.04 },
        new { kind = "ResetAfterCommit", probability = 0.08 },
        new { kind = "Partial", probability = 0.05 },
        new { kind = "Stopped", probability = 0.04 },
    ];

    [Test]
    public async Task After_the_faults_every_event_is_in_attempts_unique_once_and_only_poison_is_a_letter()
    {
        await using var standIns = await StandIns.StartAsync(TakeNumbersAsFingerprints);
        await using var consumer = await standIns.StartConsumerAsync(
            ("Consumer:PushDeadline", "00:00:02"),
            ("Consumer:OutageBreak", "00:00:01")
        );
        var healthy = Events.Many(Healthy);
        var poison = Events.Many(3).Select(static attempt => attempt with { Fp = "no number" }).ToList();
        await standIns.MisbehaveAsync(new { seed = 7, faults = AllFaults });
        await standIns.PublishAsync([.. healthy.Take(1000), .. poison, .. healthy.Skip(1000)]);
        var kinds = AllFaults
            .Select(static fault => JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(fault))!)
            .Select(static fault => fault["kind"]!.GetValue<string>())
            .Distinct()
            .ToList();
        while (!kinds.TrueForAll((await standIns.CallsAsync()).Met.ContainsKey))
        {
            // What BigQuery has already is harmless to send again, and meets the faults not met yet.
            await standIns.PublishAsync(healthy.Take(100));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        await standIns.BehaveAsync();
        await Eventually.GetAsync(
            () => standIns.Warehouse.CountAsync("attempts.attempts_unique"),
            static rows => rows == Healthy,
            "every healthy event is a row"
        );

        var ids = await standIns.Warehouse.QueryAsync("SELECT attempt_id FROM attempts.attempts_unique");
        var letters = new List<Google.PubSub.PubSubMessage>();
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                letters.AddRange(await standIns.LettersAsync());
                return letters.Select(Id).Distinct(StringComparer.Ordinal).Count() >= poison.Count;
            },
            "the poison is in the dead letters"
        );
        await TestContext.Out.WriteLineAsync($"{await standIns.CallsAsync()}");
        using var scope = Assert.EnterMultipleScope();
        Assert.That(
            ids.Select(static row => row["attempt_id"]!.GetValue<string>()),
            Is.EquivalentTo(healthy.Select(static attempt => attempt.AttemptId))
        );
        Assert.That(
            letters.Select(Id).Distinct(StringComparer.Ordinal),
            Is.EquivalentTo(poison.Select(static attempt => attempt.AttemptId))
        );
        Assert.That(
            letters.Select(static letter => letter.Attributes["dead-letter-reason"]),
            Is.All.EqualTo("ROW_REFUSED")
        );
    }

    [Test]
    public async Task One_poison_row_among_ten_thousand_is_refused_alone_at_the_cost_of_two_more_calls()
    {
        const int rows = 10_000;
        await using var standIns = await StandIns.StartAsync(TakeNumbersAsFingerprints);
        await using var consumer = await standIns.StartConsumerAsync(
            ("Consumer:InsertCalls", "1"),
            ("Consumer:PushDeadline", "00:01:00")
        );
        var inserter = consumer.Services.GetRequiredService<RowInserter>();
        await standIns.MisbehaveAsync(new { faults = new[] { new { kind = "Slow", delayMs = 2000 } } });
        var first = Insert(0);
        await Eventually.BecomesTrueAsync(async () => (await standIns.CallsAsync()).Calls == 1, "the first call");
        await standIns.BehaveAsync();
        RowVerdict[] verdicts = await Task.WhenAll([first, .. Enumerable.Range(1, rows - 1).Select(Insert)]);

        // The first row leaves at once; the others gather while it is under way, and leave in calls of 500.
        var withoutPoison = 1 + (int)Math.Ceiling((rows - 1) / 500.0);
        using var scope = Assert.EnterMultipleScope();
        Assert.That(verdicts[5000].Kind, Is.EqualTo(RowVerdictKind.Refused), verdicts[5000].Detail);
        Assert.That(
            verdicts.Count(static verdict => verdict.Kind is RowVerdictKind.Accepted),
            Is.EqualTo(rows - 1),
            verdicts[0].Detail
        );
        Assert.That(await standIns.Warehouse.CountAsync("attempts.attempts_unique"), Is.EqualTo(rows - 1));
        Assert.That((await standIns.CallsAsync()).Calls, Is.LessThanOrEqualTo(withoutPoison + 2));

        Task<RowVerdict> Insert(int number)
        {
            var now = TimeProvider.System.GetUtcNow();
            var json = new JsonObject
            {
                ["attempt_id"] = $"e-{number}",
                ["timestamp"] = Rfc3339.Format(now),
                ["ingested_at"] = Rfc3339.Format(now),
                ["fp"] = number == 5000 ? "no number" : "1",
            };
            return inserter.InsertAsync(
                new Row($"e-{number}", System.Text.Encoding.UTF8.GetBytes(json.ToJsonString()), now, 0),
                new Deadline(TimeProvider.System, TimeSpan.FromMinutes(1))
            );
        }
    }

    // A table that refuses what the schema allows: the row errors are BigQuery's own.
    private static void TakeNumbersAsFingerprints(JsonArray columns) =>
        columns.Single(static column => column!["name"]!.GetValue<string>() is "fp")!["type"] = "INTEGER";

    private static string Id(Google.PubSub.PubSubMessage letter) => letter.Attributes["ce-id"];
}
