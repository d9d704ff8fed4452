using System.Text.Json;
using NextCode.Attempts.Cli;
using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.EndToEnd.Tests.DeadLetters;

/// <summary><c>attempts dead-letters</c> against a running service.</summary>
internal sealed class CommandTests
{
    private TemporaryDirectory _directory;
    private LocalHost _host;
    private Misfortunes _misfortunes;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _directory = new TemporaryDirectory();
        _host = await Hosts.StartAsync(
            Hosts.Options(_directory.Path) with
            {
                Roles = Roles.Consumer | Roles.PubSub | Roles.BigQuery,
            }
        );
        _misfortunes = new Misfortunes(_host.PubSubHost);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _misfortunes.Dispose();
        await _host.DisposeAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task Letters_are_listed_shown_rehearsed_replayed_and_archived()
    {
        await _misfortunes.LettersOfThePastAsync("UNREADABLE", 20);
        await _misfortunes.LettersOfThePastAsync("INVALID_FIELD", 3, "mia@example.com");
        await _misfortunes.TimesOutOfRangeAsync(5);
        using var desk = new Desk(_host.Consumer!);
        await Eventually.BecomesTrueAsync(async () => (await desk.CountAsync()).Values.Sum() == 28, "28 letters");

        var (code, list, _) = await RunAsync("list", "--reason", "INVALID_FIELD", "--json");
        var items = JsonSerializer.Deserialize<JsonElement>(list).GetProperty("items");
        Assert.That(code, Is.Zero);
        Assert.That(items.GetArrayLength(), Is.EqualTo(3));

        (code, var shown, _) = await RunAsync("show", items[0].GetProperty("id").GetString()!);
        Assert.That(code, Is.Zero);
        Assert.That(shown, Does.Contain("INVALID_FIELD").And.Contain("mia@example.com"));

        (code, var dryRun, _) = await RunAsync("replay", "--dry-run");
        Assert.That(code, Is.EqualTo(1), "a letter would fail");
        Assert.That(dryRun, Does.Contain("23 would succeed, 5 would fail").And.Contain("OUT_OF_PARTITION_RANGE: 5"));

        (code, var replayed, var progress) = await RunAsync("replay", "--reason", "UNREADABLE", "--rate", "10");
        Assert.That(code, Is.Zero);
        Assert.That(replayed, Does.Contain("completed").And.Contain("20 replayed"));
        Assert.That(progress, Does.Contain("done of 28 there"));

        const string Patch = """[{"op":"replace","path":"/timestamp","value":"2026-11-01T12:00:00Z"}]""";
        (code, replayed, _) = await RunAsync(
            "replay",
            "--reason",
            "OUT_OF_PARTITION_RANGE",
            "--patch",
            Patch,
            "--json"
        );
        Assert.That(code, Is.Zero);
        Assert.That(
            JsonSerializer.Deserialize<JsonElement>(replayed).GetProperty("replayed").GetInt32(),
            Is.EqualTo(5)
        );

        (code, var archived, _) = await RunAsync("archive", "--older-than-days", "0");
        Assert.That(code, Is.Zero);
        Assert.That(archived, Does.Contain("3 archived"));
        (code, replayed, _) = await RunAsync("replay", "--archive");
        Assert.That(code, Is.Zero);
        Assert.That(replayed, Does.Contain("3 replayed"));

        using var warehouse = new Warehouse(_host.BigQuery!);
        await Eventually.BecomesTrueAsync(
            async () => await warehouse.CountAsync("attempts.attempts_unique") == 28,
            "28 rows"
        );
    }

    [TestCase("show", "none", "404")]
    [TestCase("watch", "none", "404")]
    [TestCase("stop", "none", "404")]
    [TestCase("list", "--limit", "0", "limit must be 1 or more")]
    [TestCase("replay", "--max", "0", "max must be 1 or more")]
    [TestCase("replay", "--patch", "nonsense", "--patch cannot be read")]
    [TestCase("replay", "--patch", "[]", "patch must be an array")]
    [TestCase("list", "--url", "nonsense", "nonsense is not a URL")]
    [TestCase("list", "--url", "http://127.0.0.1:1", "cannot be reached")]
    public async Task What_cannot_be_done_is_one_line_and_exit_code_2(params string[] line)
    {
        var (code, output, error) = await RunAsync(line[..^1]);

        Assert.That(code, Is.EqualTo(2), output);
        Assert.That(error.Trim(), Does.Contain(line[^1]).And.Not.Contain("\n"));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await AttemptsCommand.RunAsync(
            ["dead-letters", .. arguments],
            output,
            error,
            name => name == "ATTEMPTS_ADMIN_URL" ? _host.Consumer!.ToString() : null
        );
        return (code, output.ToString(), error.ToString());
    }
}
