using System.Collections.Concurrent;
using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>
/// An API under load, killed again and again. CRASH_KILLS sets how often (default 200), CRASH_SEED the moments; the seed
/// is printed.
/// </summary>
[Platform(Exclude = "Win", Reason = "Processes are killed by SIGKILL.")]
internal sealed class CrashTests
{
    private const int DefaultKills = 200;
    private const int Workers = 2;
    private const int Clients = 6;

    private readonly ConcurrentDictionary<string, int?> _requests = new(StringComparer.Ordinal);
    private string _witnesses = "";
    private string _spool = "";
    private string _pubSub = "";

    [Test]
    public async Task Whatever_was_answered_or_begun_before_a_kill_is_exactly_one_row()
    {
        var kills = Number("CRASH_KILLS") ?? DefaultKills;
        var seed = Number("CRASH_SEED") ?? Environment.TickCount;
        await TestContext.Out.WriteLineAsync($"{kills} kills, CRASH_SEED={seed}");
        using var directory = new TemporaryDirectory();
        _witnesses = Directory.CreateDirectory(Path.Combine(directory.Path, "witnesses")).FullName;
        _spool = Path.Combine(directory.Path, "api-spool");
        await using var host = await Hosts.StartAsync(
            Hosts.Options(directory.Path) with
            {
                Roles = Roles.Consumer | Roles.PubSub | Roles.BigQuery,
            }
        );
        _pubSub = host.PubSubHost!;
        using var warehouse = new Warehouse(host.BigQuery!);

        // Several at a time over one spool directory, as several processes of one machine may be.
        await Task.WhenAll(
            Enumerable
                .Range(0, Workers)
                .Select(worker => RunAndKillAsync(worker, kills / Workers, new Random(seed + worker)))
        );
        await using var last = await StartApiAsync("last", FreePort.Next());
        await Eventually.BecomesTrueAsync(() => Task.FromResult(IsAdopted()), "what the dead left is sent");

        var (begun, ended) = ReadWitnesses();
        var answered = _requests.Where(r => r.Value is not null).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var expected = begun.Union(answered).ToHashSet(StringComparer.Ordinal);
        await Eventually.BecomesTrueAsync(
            async () => await warehouse.CountAsync("attempts.attempts_unique") >= expected.Count,
            $"{expected.Count} rows"
        );
        var rows = await RowsAsync(warehouse);
        var byRequest = rows.ToLookup(row => row.Request, StringComparer.Ordinal);
        var crashed = rows.Where(row => row.Crashed).Select(row => row.Request).ToHashSet(StringComparer.Ordinal);
        await TestContext.Out.WriteLineAsync(
            $"{_requests.Count} requests, {answered.Count} answered, {begun.Count - answered.Count} begun and not answered, "
                + $"{crashed.Count} rows with PROCESS_CRASHED, {rows.Select(r => r.Producer).Distinct().Count()} producers"
        );

        using (Assert.EnterMultipleScope())
        {
            Assert.That(expected.Where(id => byRequest[id].Count() != 1), Is.Empty, "not exactly one row");
            Assert.That(answered.Where(crashed.Contains), Is.Empty, "answered, but a row says it crashed");
            Assert.That(begun.Except(ended).Except(crashed), Is.Empty, "died in the handler, but no row says so");
            Assert.That(
                answered.Where(id => byRequest[id].Single().Status != _requests[id]),
                Is.Empty,
                "the row has another outcome than the answer"
            );
            Assert.That(await GapsAsync(warehouse), Is.Empty, "the ledger has gaps");
            Assert.That(answered, Has.Count.GreaterThan(kills), "there was load");
            Assert.That(crashed, Is.Not.Empty, "kills hit handlers");
        }
    }

    private static bool IsOf(string request, string name) =>
        request.Length > name.Length
        && request[name.Length] == '-'
        && request.StartsWith(name, StringComparison.Ordinal);

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;

    private async Task RunAndKillAsync(int worker, int kills, Random random)
    {
        for (var life = 0; life < kills; life++)
        {
            var port = FreePort.Next();
            await using var api = await StartApiAsync($"{worker}-{life}", port);
            using var stop = new CancellationTokenSource();
            var name = $"crash-{worker}-{life}";
            var pauses = Enumerable.Range(0, Clients).Select(_ => new Random(random.Next())).ToList();
            var load = Task.WhenAll(
                pauses.Select((pause, client) => LoadAsync(port, $"{name}-{client}", pause, stop.Token))
            );
            if (random.Next(5) > 0)
            {
                // Most die under way, some while their first requests are.
                await Eventually.BecomesTrueAsync(
                    () => Task.FromResult(_requests.Any(r => r.Value is not null && IsOf(r.Key, name))),
                    "an answer"
                );
            }

            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200)), TimeProvider.System);
            await api.KillAsync();
            await stop.CancelAsync();
            await load;
        }
    }

    private async Task<Running> StartApiAsync(string name, int port)
    {
        var api = Running.Start(
            "dotnet",
            [CrashApi.CrashApiMarker.Path, $"{port}", _spool, _pubSub, Path.Combine(_witnesses, name)]
        );
        using var client = new HttpClient();
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                try
                {
                    return await client.GetStringAsync($"http://127.0.0.1:{port}/") == "ready";
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            $"the API listens: {api.Error}"
        );
        return api;
    }

    private async Task LoadAsync(int port, string name, Random random, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var id = $"{name}-{n}";
            _requests[id] = null;
            var pause = Math.Max(0, random.Next(-10, 20));
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/signup?pause={pause}")
            {
                Content = new StringContent($$"""{"email":"{{id}}@example.com"}""", null, "application/json"),
            };
            request.Headers.TryAddWithoutValidation("User-Agent", id);
            try
            {
                using var response = await client.SendAsync(request, CancellationToken.None);
                await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
                _requests[id] = (int)response.StatusCode;
            }
            catch (HttpRequestException)
            {
                return; // Killed: not answered.
            }
        }
    }

    // One lock is left, the last process's.
    private bool IsAdopted() =>
        Directory.EnumerateDirectories(_spool).Count(d => Path.GetFileName(d).Length == 32) == 1;

    private (HashSet<string> Begun, HashSet<string> Ended) ReadWitnesses()
    {
        var lines = Directory
            .EnumerateFiles(_witnesses)
            .SelectMany(File.ReadLines)
            .ToLookup(line => line[0], line => line[2..]);
        return ([.. lines['B']], [.. lines['E']]);
    }

    private static async Task<List<Row>> RowsAsync(Warehouse warehouse)
    {
        var rows = new List<Row>();
        foreach (var producer in await warehouse.QueryAsync("SELECT DISTINCT producer FROM attempts.attempts_unique"))
        {
            var name = producer["producer"]!.GetValue<string>();
            var sql =
                $"SELECT user_agent, http_status, error_code FROM attempts.attempts_unique WHERE producer = '{name}'";
            rows.AddRange(
                (await warehouse.QueryAsync(sql)).Select(row => new Row(
                    row["user_agent"]!.GetValue<string>(),
                    name,
                    row["http_status"] is { } status ? int.Parse(status.GetValue<string>()) : null,
                    row["error_code"]?.GetValue<string>() == "PROCESS_CRASHED"
                ))
            );
        }

        return rows;
    }

    private static async Task<List<string>> GapsAsync(Warehouse warehouse)
    {
        var ledger = await warehouse.QueryAsync(
            "SELECT producer, COUNT(DISTINCT sequence) AS n, MAX(sequence) AS last FROM attempts.attempts GROUP BY producer"
        );
        return
        [
            .. ledger
                .Where(row => row["n"]!.GetValue<string>() != row["last"]!.GetValue<string>())
                .Select(row => row.ToJsonString()),
        ];
    }

    private sealed record Row(string Request, string Producer, int? Status, bool Crashed);
}
