using System.Diagnostics.Metrics;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher;

/// <summary>What the spool and delivery count, on the meter <c>NextCode.Attempts.Publisher</c>.</summary>
internal sealed class PublisherMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "NextCode.Attempts.Publisher";

    private readonly Meter _meter;
    private readonly Counter<long> _captured;
    private readonly Counter<long> _published;
    private readonly Counter<long> _retried;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _quarantined;
    private readonly Histogram<double> _latency;

    public PublisherMetrics(IMeterFactory factory)
    {
        _meter = factory.Create(MeterName);
        _captured = _meter.CreateCounter<long>("attempts.captured", "{attempt}", "Attempts appended to the log.");
        _published = _meter.CreateCounter<long>("attempts.published", "{attempt}", "Attempts Pub/Sub acknowledged.");
        _retried = _meter.CreateCounter<long>(
            "attempts.retried",
            "{attempt}",
            "Attempts whose publish call failed and that are tried again."
        );
        _dropped = _meter.CreateCounter<long>(
            "attempts.dropped",
            "{attempt}",
            "Attempts let go of without Pub/Sub having them, by reason."
        );
        _quarantined = _meter.CreateCounter<long>(
            "attempts.quarantined",
            "{range}",
            "Stretches of damaged bytes, and refused attempts, set aside."
        );
        _latency = _meter.CreateHistogram<double>(
            "attempts.publish.latency",
            "s",
            "From an attempt's append to Pub/Sub's acknowledgement."
        );
    }

    public void Captured() => _captured.Add(1);

    public void Published(int attempts) => _published.Add(attempts);

    public void Retried(int attempts) => _retried.Add(attempts);

    public void Dropped(DropReason reason, long attempts) =>
        _dropped.Add(attempts, new KeyValuePair<string, object?>("reason", DropReasons.Name(reason)));

    public void Quarantined() => _quarantined.Add(1);

    public void Acknowledged(TimeSpan latency) => _latency.Record(latency.TotalSeconds);

    /// <summary>Reports what waits, whenever somebody collects.</summary>
    public void Observe(AttemptLog log, TimeProvider time)
    {
        _meter.CreateObservableGauge("attempts.spool.bytes", () => log.Bytes, "By", "What unsent attempts take.");
        _meter.CreateObservableGauge("attempts.spool.records", () => log.Pending, "{attempt}", "Unsent attempts.");
        _meter.CreateObservableGauge(
            "attempts.spool.oldest_age",
            () => log.Oldest is { } oldest ? (time.GetUtcNow() - oldest).TotalSeconds : 0,
            "s",
            "How long the oldest unsent attempt has waited; 0 when there is none."
        );
    }
}
