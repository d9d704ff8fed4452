using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>What capture counts and traces; names in <see cref="AttemptsTelemetry"/>.</summary>
internal sealed class CaptureMetrics
{
    public static readonly ActivitySource Activities = new(AttemptsTelemetry.ActivitySourceName);

    private readonly Counter<long> _faults;
    private readonly Counter<long> _skipped;
    private readonly Histogram<double> _time;

    public CaptureMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(AttemptsTelemetry.MeterName);
        _faults = meter.CreateCounter<long>("attempts.capture.faults", "{fault}", "Exceptions inside capture.");
        _skipped = meter.CreateCounter<long>("attempts.capture.skipped", "{request}", "Requests left out, by reason.");
        _time = meter.CreateHistogram<double>(
            "attempts.capture.time",
            "s",
            "Capture's own work at a response's end, by action."
        );
    }

    public bool MeasuresTime => _time.Enabled;

    public void Fault() => _faults.Add(1);

    public void Sampled() => _skipped.Add(1, new KeyValuePair<string, object?>("reason", "sampled"));

    public void Filtered() => _skipped.Add(1, new KeyValuePair<string, object?>("reason", "filtered"));

    public void Took(TimeSpan time, AttemptAction action) =>
        _time.Record(time.TotalSeconds, new KeyValuePair<string, object?>("action", action.ToWireName()));
}
