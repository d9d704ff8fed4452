using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Faults of capture itself: counted, and logged once a minute. The request they happened in never sees them.</summary>
internal sealed class CaptureFaults(ILogger<CaptureFaults> logger, CaptureMetrics metrics, TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private long _count;
    private long _logged;
    private long _nextLog = long.MinValue;

    /// <summary>Faults since the process started.</summary>
    public long Total => Interlocked.Read(ref _count);

    public void Count(Exception fault)
    {
        metrics.Fault();
        var count = Interlocked.Increment(ref _count);
        var now = timeProvider.GetUtcNow().UtcTicks;
        var next = Interlocked.Read(ref _nextLog);
        if (now < next || Interlocked.CompareExchange(ref _nextLog, now + Pause.Ticks, next) != next)
        {
            return;
        }

        logger.CaptureFailed(count - Interlocked.Exchange(ref _logged, count), fault);
    }
}
