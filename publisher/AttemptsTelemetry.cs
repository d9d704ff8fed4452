namespace NextCode.Attempts.Publisher;

/// <summary>The names under which the publisher is observed.</summary>
public static class AttemptsTelemetry
{
    /// <summary>
    /// The meter. Capture counts <c>attempts.capture.faults</c> (exceptions inside capture, which no request sees),
    /// <c>attempts.capture.skipped</c> (requests left out, by <c>reason</c>: <c>sampled</c>, <c>filtered</c>) and measures
    /// <c>attempts.capture.time</c> (seconds of capture's own work at a response's end, by <c>action</c>).
    /// </summary>
    public const string MeterName = PublisherMetrics.MeterName;

    /// <summary>The activity source; its activity <c>attempt.capture</c> has the tags <c>attempt.action</c> and <c>attempt.status</c>.</summary>
    public const string ActivitySourceName = "NextCode.Attempts.Publisher";
}
