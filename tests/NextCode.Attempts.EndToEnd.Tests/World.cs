using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>Everything in one process, on free ports and in a directory of its own.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly TemporaryDirectory? _ownedDirectory;
    private readonly LocalHost _host;

    private World(LocalHost host, TemporaryDirectory? ownedDirectory)
    {
        _host = host;
        _ownedDirectory = ownedDirectory;
        Players = new Players(host.Api!);
        Warehouse = new Warehouse(new Uri($"http://{host.BigQueryHost}"));
    }

    public Players Players { get; }

    public Warehouse Warehouse { get; }

    public string DataDirectory => _host.DataDirectory;

    public static async Task<World> StartAsync()
    {
        var directory = new TemporaryDirectory();
        return new World(await Hosts.StartAsync(Hosts.Options(directory.Path)), directory);
    }

    /// <summary>Starts over a directory that stays when the world ends.</summary>
    public static async Task<World> StartAsync(string dataDirectory) =>
        new(await Hosts.StartAsync(Hosts.Options(dataDirectory)), ownedDirectory: null);

    public async ValueTask DisposeAsync()
    {
        Players.Dispose();
        Warehouse.Dispose();
        await _host.DisposeAsync();
        _ownedDirectory?.Dispose();
    }
}
