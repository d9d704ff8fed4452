using System.Diagnostics;
using NextCode.Attempts.CloudEvents;

namespace NextCode.Attempts.Consumer.Telemetry;

/// <summary>Spans of the way of one attempt, from the API's request to the insert call.</summary>
internal static class ConsumerTracing
{
    public const string SourceName = "NextCode.Attempts.Consumer";

    // As Google's client libraries write it (cloud.google.com/pubsub/docs/open-telemetry-tracing).
    private const string GoogleTraceParent = "googclient_traceparent";
    private const string GoogleTraceState = "googclient_tracestate";

    // OpenTelemetry's default bound (opentelemetry.io/docs/specs/otel/trace/sdk, "Span Limits").
    private const int MaxLinks = 128;

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>
    /// A span for the event, in the trace of the API's request where the message carries it (CloudEvents' distributed
    /// tracing extension, else the attribute of Google's clients), linked to the delivery's. Null while nobody listens.
    /// </summary>
    public static Activity? StartIngest(CloudEvent cloudEvent, IReadOnlyDictionary<string, string> attributes)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        if (Origin(cloudEvent, attributes) is not { } origin)
        {
            return Source.StartActivity("attempts.ingest", ActivityKind.Consumer);
        }

        ActivityLink[] links = Activity.Current is { } delivery ? [new ActivityLink(delivery.Context)] : [];
        return Source.StartActivity("attempts.ingest", ActivityKind.Consumer, origin, links: links);
    }

    /// <summary>
    /// A span for an insert call: in the trace of the first row's event, linked to those of the others. Null while
    /// nobody listens.
    /// </summary>
    /// <param name="origins">The span of each row, default for none.</param>
    public static Activity? StartInsert(IEnumerable<ActivityContext> origins)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // Whoever filled the call slot is not whose call it is.
        Activity.Current = null;
        var spans = origins.Where(static origin => origin != default).Take(MaxLinks + 1).ToList();
        return Source.StartActivity(
            "attempts.insert",
            ActivityKind.Client,
            spans.FirstOrDefault(),
            links: spans.Skip(1).Select(static span => new ActivityLink(span))
        );
    }

    private static ActivityContext? Origin(CloudEvent cloudEvent, IReadOnlyDictionary<string, string> attributes) =>
        Parse(cloudEvent.Extension("traceparent"), cloudEvent.Extension("tracestate"))
        ?? Parse(attributes.GetValueOrDefault(GoogleTraceParent), attributes.GetValueOrDefault(GoogleTraceState));

    private static ActivityContext? Parse(string? parent, string? state) =>
        ActivityContext.TryParse(parent, state, isRemote: true, out var context) ? context : null;
}
