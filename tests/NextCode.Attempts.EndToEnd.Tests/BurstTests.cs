using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>The local API, killed right after a burst.</summary>
[Platform(Exclude = "Win", Reason = "Processes are killed by SIGKILL.")]
internal sealed class BurstTests
{
    private const int Burst = 200;

    [Test]
    public async Task A_burst_right_before_a_kill_is_all_rows_after_a_restart()
    {
        using var directory = new TemporaryDirectory();
        var port = FreePort.Next();
        var options = Hosts.Options(directory.Path) with
        {
            Roles = Roles.Consumer | Roles.BigQuery,
            PubSubPort = FreePort.Next(),
        };
        // No Pub/Sub yet: nothing can have left the API when it is killed.
        await using (var api = StartApi())
        {
            using var players = new Players(new Uri($"http://127.0.0.1:{port}"));
            await Eventually.BecomesTrueAsync(() => AnswersAsync(players), "the API answers");
            var replies = await Task.WhenAll(
                Enumerable.Range(0, Burst).Select(n => players.SignUpAsync(Players.NewForm(), $"burst {n}"))
            );
            Assert.That(replies.Select(reply => reply.Status), Has.All.EqualTo(201));
            await api.KillAsync();
        }

        await using var pubSub = await Hosts.StartAsync(options with { Roles = Roles.PubSub });
        await using var others = await Hosts.StartAsync(options);
        await using var again = StartApi();
        using var warehouse = new Warehouse(others.BigQuery!);
        const string OfBurst = "attempts.attempts_unique WHERE user_agent LIKE 'burst %'";
        await Eventually.BecomesTrueAsync(async () => await warehouse.CountAsync(OfBurst) >= Burst, $"{Burst} rows");

        Assert.That(await warehouse.CountAsync(OfBurst), Is.EqualTo(Burst));

        Running StartApi() =>
            Running.StartLocal(
                "--role",
                "api",
                "--data",
                directory.Path,
                "--api-port",
                $"{port}",
                "--pubsub-port",
                $"{options.PubSubPort}"
            );
    }

    private static async Task<bool> AnswersAsync(Players players)
    {
        try
        {
            return (await players.SignUpAsync(Players.NewForm(), "first")).Status == 201;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
