namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>Each part in a process of its own.</summary>
[Platform(Exclude = "Win", Reason = "Processes are asked to stop by SIGTERM.")]
internal sealed class RoleProcessTests
{
    [Test]
    public async Task Roles_may_start_in_any_order_and_stop_with_exit_code_0()
    {
        using var directory = new TemporaryDirectory();
        var (api, consumer, pubSub, bigQuery) = (FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next());
        await using var apiProcess = Start("api");
        using var players = new Players(new Uri($"http://127.0.0.1:{api}"));
        await Eventually.BecomesTrueAsync(() => IsListeningAsync(api), "the API listens");
        var early = Players.NewUserAgent();
        var reply = await players.SignUpAsync(Players.NewForm(), early);
        Assert.That(reply.Status, Is.EqualTo(201), reply.Body);

        await using var consumerProcess = Start("consumer");
        await using var pubSubProcess = Start("pubsub");
        await using var bigQueryProcess = Start("bigquery");
        Running[] all = [apiProcess, consumerProcess, pubSubProcess, bigQueryProcess];
        foreach (var process in all)
        {
            await process.WaitUntilReadyAsync();
        }

        using var warehouse = new Warehouse(new Uri($"http://127.0.0.1:{bigQuery}"));
        await warehouse.RowOfAsync(early);
        var late = Players.NewUserAgent();
        await players.SignUpAsync(Players.NewForm(), late);
        await warehouse.RowOfAsync(late);

        foreach (var process in all)
        {
            Assert.That(await process.TerminateAsync(), Is.Zero, process.Error);
        }

        Running Start(string role) =>
            Running.StartLocal(
                "--role",
                role,
                "--data",
                directory.Path,
                "--api-port",
                $"{api}",
                "--consumer-port",
                $"{consumer}",
                "--pubsub-port",
                $"{pubSub}",
                "--bigquery-port",
                $"{bigQuery}"
            );
    }

    [Test]
    public async Task A_killed_API_loses_nothing_it_answered()
    {
        const int signups = 20;
        using var directory = new TemporaryDirectory();
        var api = FreePort.Next();
        var browser = Players.NewUserAgent();
        await using (
            var apiProcess = Running.StartLocal(
                "--role",
                "api",
                "--data",
                directory.Path,
                "--api-port",
                $"{api}",
                "--pubsub-port",
                $"{FreePort.Next()}"
            )
        )
        {
            using var players = new Players(new Uri($"http://127.0.0.1:{api}"));
            await Eventually.BecomesTrueAsync(() => IsListeningAsync(api), "the API listens");
            for (var i = 0; i < signups; i++)
            {
                var reply = await players.SignUpAsync(Players.NewForm(), $"{browser} {i}");
                Assert.That(reply.Status, Is.EqualTo(201), reply.Body);
            }

            await apiProcess.KillAsync();
        }

        await using var world = await World.StartAsync(directory.Path);
        for (var i = 0; i < signups; i++)
        {
            await world.Warehouse.RowOfAsync($"{browser} {i}");
        }
    }

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync($"http://127.0.0.1:{port}/");
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
