using System.Collections.Concurrent;
using System.Diagnostics;

namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>The service's spans that ended since it was made, of this test's traces alone.</summary>
internal sealed class CollectedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public CollectedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is "NextCode.Attempts.Consumer",
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Of(ActivityTraceId trace) => [.. _spans.Where(span => span.TraceId == trace)];

    public void Dispose() => _listener.Dispose();
}
