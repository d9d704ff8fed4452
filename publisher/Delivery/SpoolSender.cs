using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Publisher.Spool;
using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>
/// Sends what dead processes left in a root, as an API that starts there would. What is sent is noted as it goes, so that
/// a run that is stopped is taken up by the next.
/// </summary>
internal sealed class SpoolSender(
    ISpoolFiles files,
    string directory,
    ITopic topic,
    DeliveryOptions options,
    TimeProvider time,
    ILoggerFactory loggers
)
{
    /// <summary>How often progress is reported.</summary>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Sends everything, or until cancelled, refused, or nothing was taken for so long.</summary>
    public async Task<SendResult> SendAsync(
        TimeSpan giveUpAfter,
        Action<SendResult> progress,
        CancellationToken cancellationToken
    )
    {
        using var meters = new Meters();
        var metrics = new PublisherMetrics(meters);
        var sources = new RecordSources(new AsyncSignal());
        var spoolOptions = new SpoolOptions { Directory = directory };
        var identity = new ProducerIdentity("attempts-spool-send", time);
        var recovered = new RecoveredSpools(
            files,
            spoolOptions,
            identity,
            sources,
            time,
            metrics,
            loggers.CreateLogger<RecoveredSpools>()
        );
        var quarantined = Quarantined();
        recovered.Adopt();
        var total = recovered.Pending;
        var pump = new DeliveryPump(
            topic,
            options,
            sources,
            new Random(),
            time,
            metrics,
            loggers.CreateLogger<DeliveryPump>()
        );
        using var drain = new CancellationTokenSource();
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await drain.CancelAsync();
        var running = pump.RunAsync(drain.Token, abort.Token);
        SendResult Now() =>
            new(total, recovered.Pending, Quarantined() - quarantined, recovered.NotAdopted(), pump.Failure);
        var left = total;
        var taken = time.GetTimestamp();
        while (!running.IsCompleted)
        {
            await Task.WhenAny(running, Task.Delay(ReportInterval, time, CancellationToken.None));
            recovered.Tidy();
            var now = Now();
            progress(now);
            if (now.Left < left)
            {
                left = now.Left;
                taken = time.GetTimestamp();
            }

            if (pump.Refusal is not null || time.GetElapsedTime(taken) >= giveUpAfter)
            {
                await abort.CancelAsync();
            }
        }

        await running;
        recovered.Tidy();
        var result = Now();
        recovered.Close();
        return result;
    }

    private int Quarantined() => files.Files(Path.Combine(directory, Quarantine.DirectoryName)).Count;

    private sealed class Meters : IMeterFactory
    {
        private readonly List<Meter> _meters = [];

        public Meter Create(MeterOptions meterOptions)
        {
            var meter = new Meter(meterOptions);
            _meters.Add(meter);
            return meter;
        }

        public void Dispose() => _meters.ForEach(meter => meter.Dispose());
    }
}

/// <summary>How far a run is.</summary>
/// <param name="Total">Attempts there were to send.</param>
/// <param name="Left">Attempts still to send.</param>
/// <param name="SetAside">Stretches set aside by this run: damaged, or refused for good.</param>
/// <param name="NotAdopted">Spools left alone: in use, or not readable.</param>
/// <param name="Failure">Why the last call failed; null when it did not.</param>
internal sealed record SendResult(
    long Total,
    long Left,
    int SetAside,
    IReadOnlyList<string> NotAdopted,
    string? Failure
);
