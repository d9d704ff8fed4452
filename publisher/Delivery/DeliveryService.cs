using Microsoft.Extensions.Hosting;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>
/// Runs delivery and the spool's upkeep with the host: from its start to its stop, and for a bounded time after it.
/// </summary>
internal sealed class DeliveryService(
    DeliveryPump pump,
    AttemptLog log,
    RecoveredSpools recovered,
    DeliveryOptions options,
    SpoolOptions spoolOptions,
    TimeProvider time
) : IHostedService, IDisposable
{
    private static readonly TimeSpan UpkeepInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _abort = new();
    private Task _delivery = Task.CompletedTask;
    private Task _upkeep = Task.CompletedTask;
    private Task _adoption = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _delivery = Task.Run(() => pump.RunAsync(_drain.Token, _abort.Token), CancellationToken.None);
        _upkeep = Task.Run(KeepUpAsync, CancellationToken.None);
        _adoption = Task.Run(AdoptAsync, CancellationToken.None);
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
        log.NeedsMaintenance.Set();
        await Task.WhenAll(_delivery, _upkeep, _adoption);
        recovered.Close();
        log.Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _drain.Dispose();
        _abort.Dispose();
    }

    private async Task KeepUpAsync()
    {
        var interval =
            spoolOptions.SyncInterval > TimeSpan.Zero && spoolOptions.SyncInterval < UpkeepInterval
                ? spoolOptions.SyncInterval
                : UpkeepInterval;
        await using var timer = time.CreateTimer(
            static state => ((AsyncSignal)state!).Set(),
            log.NeedsMaintenance,
            interval,
            interval
        );
        while (!_drain.IsCancellationRequested)
        {
            await log.NeedsMaintenance.WaitAsync();
            await OnOwnThreadAsync(() =>
            {
                log.Maintain();
                recovered.Tidy();
            });
        }
    }

    // A sync may take as long as the disk likes: were it to hold a thread of the pool, requests would wait for it.
    private static Task OnOwnThreadAsync(Action work) =>
        Task.Factory.StartNew(
            work,
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default
        );

    private async Task AdoptAsync()
    {
        using var timer = new PeriodicTimer(spoolOptions.AdoptionInterval, time);
        await using var stop = _drain.Token.Register(timer.Dispose);
        do
        {
            await OnOwnThreadAsync(recovered.Adopt);
        } while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }
}
