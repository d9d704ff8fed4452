using Microsoft.Extensions.Hosting;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>Runs delivery with the host: from its start to its stop, and for a bounded time after it.</summary>
internal sealed class DeliveryService(DeliveryPump pump, AttemptLog log, DeliveryOptions options, TimeProvider time)
    : IHostedService,
        IDisposable
{
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _abort = new();
    private Task _running = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.WhenAll(
            Task.Run(() => pump.RunAsync(_drain.Token, _abort.Token), CancellationToken.None),
            Task.Run(ReportAsync, CancellationToken.None)
        );
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var hurry = cancellationToken.Register(_abort.Cancel);
        await using var deadline = time.CreateTimer(
            static state => ((CancellationTokenSource)state!).Cancel(),
            _abort,
            options.ShutdownDeadline,
            Timeout.InfiniteTimeSpan
        );
        await _drain.CancelAsync();
        await _running;
        log.Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _drain.Dispose();
        _abort.Dispose();
    }

    private async Task ReportAsync()
    {
        using var timer = new PeriodicTimer(ReportInterval, time);
        await using var stop = _drain.Token.Register(timer.Dispose);
        while (await timer.WaitForNextTickAsync(CancellationToken.None))
        {
            log.ReportDrops();
        }
    }
}
