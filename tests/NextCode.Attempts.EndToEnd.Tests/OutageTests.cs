using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>What is answered is recorded, whichever part is away meanwhile.</summary>
internal sealed class OutageTests
{
    private const int Signups = 100;

    [Test]
    public async Task Signups_during_an_outage_of_BigQuery_are_rows_once_it_is_back()
    {
        using var directory = new TemporaryDirectory();
        var bigQueryOptions = Hosts.Options(directory.Path) with
        {
            Roles = Roles.BigQuery,
            BigQueryPort = FreePort.Next(),
        };
        var bigQuery = await Hosts.StartAsync(bigQueryOptions);
        await using var others = await Hosts.StartAsync(
            Hosts.Options(directory.Path) with
            {
                Roles = Roles.Api | Roles.Consumer | Roles.PubSub,
                BigQueryPort = bigQueryOptions.BigQueryPort,
            }
        );
        await bigQuery.DisposeAsync();

        using var players = new Players(others.Api!);
        var browser = Players.NewUserAgent();
        for (var i = 0; i < Signups; i++)
        {
            var reply = await players.SignUpAsync(Players.NewForm(), $"{browser} {i}");
            Assert.That(reply.Status, Is.EqualTo(201), reply.Body);
        }

        await using var bigQueryAgain = await Hosts.StartAsync(bigQueryOptions);
        using var warehouse = new Warehouse(bigQueryAgain.BigQuery!);
        await Eventually.BecomesTrueAsync(
            async () => await warehouse.CountAsync("attempts.attempts_unique") >= Signups,
            $"{Signups} rows"
        );
        // Whatever else was still on its way comes before this one or is counted after it.
        await players.SignUpAsync(Players.NewForm(), $"{browser} last");
        await warehouse.RowOfAsync($"{browser} last");

        Assert.That(await warehouse.CountAsync("attempts.attempts_unique"), Is.EqualTo(Signups + 1));
        Assert.That(
            await warehouse.CountAsync("(SELECT DISTINCT email FROM attempts.attempts_unique)"),
            Is.EqualTo(Signups + 1)
        );
    }

    [Test]
    public async Task Attempts_made_while_there_is_no_consumer_are_rows_after_a_restart_of_everything()
    {
        using var directory = new TemporaryDirectory();
        var browser = Players.NewUserAgent();
        var options = Hosts.Options(directory.Path) with { Roles = Roles.Api | Roles.PubSub };
        await using (var host = await Hosts.StartAsync(options))
        {
            using var players = new Players(host.Api!);
            await players.SignUpAsync(Players.NewForm(), browser);
        }

        await using var world = await World.StartAsync(directory.Path);

        Assert.That((await world.Warehouse.RowOfAsync(browser))["action"]!.GetValue<string>(), Is.EqualTo("signup"));
    }

    [Test]
    public async Task A_restart_keeps_the_rows()
    {
        using var directory = new TemporaryDirectory();
        var before = Players.NewUserAgent();
        await using (var world = await World.StartAsync(directory.Path))
        {
            await world.Players.SignUpAsync(Players.NewForm(), before);
            await world.Warehouse.RowOfAsync(before);
        }

        await using var again = await World.StartAsync(directory.Path);
        var after = Players.NewUserAgent();
        await again.Players.SignUpAsync(Players.NewForm(), after);
        await again.Warehouse.RowOfAsync(after);

        await again.Warehouse.RowOfAsync(before);
        Assert.That(await again.Warehouse.CountAsync("attempts.attempts"), Is.EqualTo(2));
    }
}
