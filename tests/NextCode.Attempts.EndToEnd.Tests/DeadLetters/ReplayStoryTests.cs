using System.Text.Json.Nodes;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.EndToEnd.Tests.DeadLetters;

/// <summary>
/// A thousand letters of six kinds: seen, understood, the cause fixed, rehearsed, replayed; over our stand-in with the
/// consumer killed three times on the way.
/// </summary>
[Platform(Exclude = "Win", Reason = "Processes are killed by SIGKILL.")]
internal sealed class ReplayStoryTests
{
    private const int Letters = 1000;

    // Gives every letter a time that BigQuery takes, whatever it had.
    private const string Patch = """[{"op":"add","path":"/timestamp","value":"2026-11-01T12:00:00Z"}]""";

    private static readonly Dictionary<string, int> Kinds = new(StringComparer.Ordinal)
    {
        ["ROW_REFUSED"] = 200,
        ["OUT_OF_PARTITION_RANGE"] = 200,
        ["INVALID_FIELD"] = 150,
        ["NOT_A_CLOUDEVENT"] = 150,
        ["UNREADABLE"] = 150,
        ["DELIVERY_EXHAUSTED"] = 150,
    };

    [Test]
    public async Task Over_our_stand_in()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await Hosts.StartAsync(
            Hosts.Options(directory.Path) with
            {
                Roles = Roles.PubSub | Roles.BigQuery,
            }
        );
        await TellAsync(directory.Path, host.PubSubHost, host.BigQuery!, killedAt: [100, 300, 500]);
    }

    /// <summary>
    /// Nobody is killed here: of pushes that meet a killed endpoint, Google's emulator never sends the 50 under way again.
    /// </summary>
    [Test]
    public async Task Over_Google_s_emulator()
    {
        await using var emulator = await GoogleEmulator.StartAsync();
        using var directory = new TemporaryDirectory();
        await using var host = await Hosts.StartAsync(Hosts.Options(directory.Path) with { Roles = Roles.BigQuery });
        await TellAsync(directory.Path, emulator.Host, host.BigQuery!, killedAt: []);
    }

    private static async Task TellAsync(string data, string pubSubHost, Uri bigQuery, IReadOnlyList<int> killedAt)
    {
        using var tables = BigQueryClient.Create(new() { EmulatorHost = bigQuery.Authority });
        await CreateTableAsync(tables, isRight: false);
        var consumer = new KillableConsumer(data, pubSubHost, bigQuery.Authority);
        await using var _ = consumer;
        await consumer.StartAsync();
        using var desk = new Desk(consumer.Address);
        using var misfortunes = new Misfortunes(pubSubHost);

        // What happened.
        await misfortunes.RowsThatAreRefusedAsync(Kinds["ROW_REFUSED"]);
        await misfortunes.TimesOutOfRangeAsync(Kinds["OUT_OF_PARTITION_RANGE"]);
        await misfortunes.TimesMissingAsync(Kinds["INVALID_FIELD"]);
        await misfortunes.LettersOfThePastAsync("NOT_A_CLOUDEVENT", Kinds["NOT_A_CLOUDEVENT"]);
        await misfortunes.LettersOfThePastAsync("UNREADABLE", Kinds["UNREADABLE"]);
        await misfortunes.GivenUpByPubSubAsync(Kinds["DELIVERY_EXHAUSTED"]);
        var expected = Text(Kinds);
        await Eventually.GetAsync(async () => Text(await desk.CountAsync()), counts => counts == expected, expected);

        // A dry run says which would pass as things are: those that nothing is wrong with.
        var (pass, fail) = await desk.RehearseAsync("""{"dryRun":true}""");
        Assert.That(pass, Is.EqualTo(450));
        Assert.That(
            fail,
            Is.EquivalentTo(
                Kinds.Where(static k => k.Key is "ROW_REFUSED" or "OUT_OF_PARTITION_RANGE" or "INVALID_FIELD")
            )
        );

        // The cause of one is fixed, that of two others is in the data.
        await DeleteTableAsync(bigQuery);
        await CreateTableAsync(tables, isRight: true);
        (pass, fail) = await desk.RehearseAsync("""{"dryRun":true}""");
        Assert.That(pass, Is.EqualTo(650));
        Assert.That(
            fail,
            Is.EquivalentTo(Kinds.Where(static k => k.Key is "OUT_OF_PARTITION_RANGE" or "INVALID_FIELD"))
        );
        (pass, fail) = await desk.RehearseAsync($$"""{"dryRun":true,"patch":{{Patch}}}""");
        Assert.That(pass, Is.EqualTo(Letters));
        Assert.That(fail, Is.Empty);

        // The replay, and crashes in it.
        var job = await desk.StartAsync($$"""{"patch":{{Patch}},"ratePerSecond":200}""");
        foreach (var kill in killedAt)
        {
            await Eventually.GetAsync(
                () => desk.GetAsync($"/admin/replays/{job}"),
                status => status.GetProperty("replayed").GetInt32() >= kill,
                $"{kill} letters are replayed"
            );
            await consumer.KillAsync();
            await consumer.StartAsync();
        }

        var ended = await desk.EndAsync(job);
        Assert.That(ended.GetProperty("state").GetString(), Is.EqualTo("completed"), ended.GetRawText());

        Assert.That(Text(await desk.CountAsync()), Is.Empty, ended.GetRawText());
        using var warehouse = new Warehouse(bigQuery);
        await Eventually.GetAsync(
            () => warehouse.CountAsync("attempts.attempts_unique"),
            static rows => rows >= Letters,
            "1,000 rows"
        );
        Assert.That(await warehouse.CountAsync("attempts.attempts_unique"), Is.EqualTo(Letters));
        Assert.That(
            await warehouse.CountAsync("(SELECT DISTINCT attempt_id FROM attempts.attempts)"),
            Is.EqualTo(Letters)
        );
        Assert.That(await misfortunes.CountLeftAsync(), Is.Zero);
    }

    private static string Text(IReadOnlyDictionary<string, int> counts) =>
        string.Join(
            ", ",
            counts.OrderBy(static c => c.Key, StringComparer.Ordinal).Select(static c => $"{c.Key} {c.Value}")
        );

    // The wrong one has a number where the email goes.
    private static async Task CreateTableAsync(BigQueryClient tables, bool isRight)
    {
        var columns = JsonNode.Parse(AttemptsTable.SchemaJson)!.AsArray();
        if (!isRight)
        {
            columns.Single(static column => (string?)column!["name"] == "email")!["type"] = "INTEGER";
        }

        await tables.Admin.EnsureDatasetAsync("local", "attempts", CancellationToken.None);
        await tables.Admin.EnsureTableAsync(
            "local",
            "attempts",
            "attempts",
            columns.ToJsonString(),
            AttemptsTable.OptionsJson,
            CancellationToken.None
        );
    }

    private static async Task DeleteTableAsync(Uri bigQuery)
    {
        using var http = new HttpClient();
        using var response = await http.DeleteAsync(
            new Uri(bigQuery, "bigquery/v2/projects/local/datasets/attempts/tables/attempts")
        );
        Assert.That(response.IsSuccessStatusCode, Is.True, await response.Content.ReadAsStringAsync());
    }
}
