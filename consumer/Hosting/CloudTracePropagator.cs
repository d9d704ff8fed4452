using System.Diagnostics;

namespace NextCode.Attempts.Consumer.Hosting;

/// <summary>
/// Reads the trace of a request from <c>traceparent</c>, else from Google's older <c>X-Cloud-Trace-Context:
/// TRACE/SPAN;o=1</c> (cloud.google.com/trace/docs/trace-context).
/// </summary>
internal sealed class CloudTracePropagator : DistributedContextPropagator
{
    private const string Header = "X-Cloud-Trace-Context";

    private readonly DistributedContextPropagator _standard = CreateW3CPropagator();

    public override IReadOnlyCollection<string> Fields => [.. _standard.Fields, Header];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) =>
        _standard.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(
        object? carrier,
        PropagatorGetterCallback? getter,
        out string? traceId,
        out string? traceState
    )
    {
        _standard.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);
        if (string.IsNullOrEmpty(traceId) && getter is not null)
        {
            getter(carrier, Header, out var value, out var values);
            traceId = ToTraceParent(value ?? values?.FirstOrDefault());
        }
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(
        object? carrier,
        PropagatorGetterCallback? getter
    ) => _standard.ExtractBaggage(carrier, getter);

    // The span is a decimal number there and 16 hexadecimal digits here.
    internal static string? ToTraceParent(string? context)
    {
        if (context is null || context.IndexOf('/', StringComparison.Ordinal) is not 32)
        {
            return null;
        }

        var trace = context[..32];
        var rest = context[33..];
        var end = rest.IndexOf(';', StringComparison.Ordinal);
        var flags = end >= 0 && rest[end..].Contains("o=1", StringComparison.Ordinal) ? "01" : "00";
        return trace.All(char.IsAsciiHexDigit) && ulong.TryParse(end < 0 ? rest : rest[..end], out var span) && span > 0
            ? $"00-{trace.ToLowerInvariant()}-{span:x16}-{flags}"
            : null;
    }
}
