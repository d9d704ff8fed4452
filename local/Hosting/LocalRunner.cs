using System.Runtime.InteropServices;

namespace NextCode.Attempts.Local.Hosting;

/// <summary>Runs the host from its start to a signal, and says what is going on.</summary>
internal static class LocalRunner
{
    public const int Failed = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <returns>The process's exit code: 0 after a signal, 2 where it could not start.</returns>
    public static async Task<int> RunAsync(
        LocalOptions options,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using var host = await LocalHost.StartAsync(options, TimeProvider.System, stop.Token);
            await output.WriteLineAsync(StartScreen.Show(host, options.TrafficPerSecond));
            await SayWhenReadyAsync(host, output, stop.Token);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
        }
        catch (StartException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await output.WriteLineAsync("stopped");
        }

        return 0;

        void Stop(PosixSignalContext signal)
        {
            // A second signal meets the system's own answer: it ends the process at once.
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }
    }

    private static async Task SayWhenReadyAsync(LocalHost host, TextWriter output, CancellationToken cancellationToken)
    {
        var ready = host.WaitUntilReadyAsync(cancellationToken);
        try
        {
            await ready.WaitAsync(Patience, TimeProvider.System, cancellationToken);
        }
        catch (TimeoutException)
        {
            foreach (var missing in host.Missing.Distinct(StringComparer.Ordinal))
            {
                await output.WriteLineAsync($"waiting for {missing} …");
            }

            if (host.Api is not null)
            {
                await output.WriteLineAsync("the API serves meanwhile: its attempts wait on disk");
            }

            await ready;
        }

        await output.WriteLineAsync("ready; Ctrl-C stops it");
    }
}
