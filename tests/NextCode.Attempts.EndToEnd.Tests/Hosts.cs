using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>Starts real hosts in this process.</summary>
internal static class Hosts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>All roles on free ports.</summary>
    public static LocalOptions Options(string dataDirectory) =>
        new()
        {
            DataDirectory = dataDirectory,
            ApiPort = 0,
            ConsumerPort = 0,
            PubSubPort = 0,
            BigQueryPort = 0,
        };

    /// <summary>Starts a host and waits until it is ready.</summary>
    public static async Task<LocalHost> StartAsync(LocalOptions options)
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        var host = await LocalHost.StartAsync(options, TimeProvider.System, deadline.Token);
        try
        {
            await host.WaitUntilReadyAsync(deadline.Token);
            return host;
        }
        catch (OperationCanceledException exception)
        {
            var missing = string.Join("; ", host.Missing);
            await host.DisposeAsync();
            throw new TimeoutException($"Not ready within {Patience.TotalSeconds} s. Missing: {missing}", exception);
        }
    }
}
