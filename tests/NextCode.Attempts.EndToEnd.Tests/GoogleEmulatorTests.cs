using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>The same publisher and consumer with Google's own Pub/Sub emulator between them.</summary>
internal sealed class GoogleEmulatorTests
{
    [Test]
    public async Task Attempts_go_through_Google_s_emulator_as_through_ours()
    {
        await using var emulator = await GoogleEmulator.StartAsync();
        using var directory = new TemporaryDirectory();
        await using var host = await Hosts.StartAsync(
            Hosts.Options(directory.Path) with
            {
                Roles = Roles.Api | Roles.Consumer | Roles.BigQuery,
                PubSubHost = emulator.Host,
            }
        );
        using var players = new Players(host.Api!);
        using var warehouse = new Warehouse(host.BigQuery!);
        var browser = Players.NewUserAgent();

        const int signups = 20;
        for (var i = 0; i < signups; i++)
        {
            await players.SignUpAsync(Players.NewForm(), $"{browser} {i}");
        }

        for (var i = 0; i < signups; i++)
        {
            await warehouse.RowOfAsync($"{browser} {i}");
        }

        Assert.That(await warehouse.CountAsync("attempts.attempts_unique"), Is.EqualTo(signups));
    }
}
