using System.Diagnostics;
using NextCode.Attempts.CloudEvents;

namespace NextCode.Attempts.Consumer.Telemetry;

/// <summary>Spans of the way of one attempt.</summary>
internal static class ConsumerTracing
{
    public const string SourceName = "NextCode.Attempts.Consumer";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// A span for the event, in the trace of the API's request where the event carries it (CloudEvents' distributed
    /// tracing extension), linked to the delivery's. Null while nobody listens.
    /// </summary>
    public static Activity? Start(CloudEvent cloudEvent)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var state = cloudEvent.Extension("tracestate");
        if (!ActivityContext.TryParse(cloudEvent.Extension("traceparent"), state, isRemote: true, out var origin))
        {
            return Source.StartActivity("attempts.ingest", ActivityKind.Consumer);
        }

        ActivityLink[] links = Activity.Current is { } delivery ? [new ActivityLink(delivery.Context)] : [];
        return Source.StartActivity("attempts.ingest", ActivityKind.Consumer, origin, links: links);
    }
}
