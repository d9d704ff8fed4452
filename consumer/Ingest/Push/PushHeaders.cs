using System.Collections.Frozen;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Ingest.Push;

/// <summary>Reads messages whose attributes are headers.</summary>
internal static class PushHeaders
{
    public const string MessageId = Prefix + "message-id";
    public const string Subscription = Prefix + "subscription-name";

    private const string Prefix = "x-goog-pubsub-";
    private const string PublishTime = Prefix + "publish-time";
    private const string OrderingKey = Prefix + "ordering-key";
    private const string CloudEventPrefix = "ce-";
    private const string ContentType = "content-type";

    // What a request has on its own way; a message's attribute of such a name cannot be told from it.
    private static readonly FrozenSet<string> Transport = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "expect",
        "forwarded",
        "from",
        "host",
        "traceparent",
        "tracestate",
        "transfer-encoding",
        "user-agent",
        "via",
        "x-cloud-trace-context",
        "x-forwarded-for",
        "x-forwarded-proto",
        "x-serverless-authorization"
    );

    /// <summary>
    /// Pub/Sub's push without wrapper, with metadata (cloud.google.com/pubsub/docs/payload-unwrapping): attributes are
    /// headers as they are.
    /// </summary>
    public static IncomingMessage ReadUnwrapped(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            if (!Transport.Contains(name) && !name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                attributes[AttributeName(name)] = value.ToString();
            }
        }

        var message = new PubSubMessage(body.ToArray(), attributes)
        {
            MessageId = Text(headers, MessageId),
            PublishTime = Text(headers, PublishTime),
            OrderingKey = Text(headers, OrderingKey),
        };
        return new IncomingMessage(message, Text(headers, Subscription), null);
    }

    /// <summary>
    /// A CloudEvent over HTTP in binary mode as the Pub/Sub message that carries the same event. HTTP headers are
    /// percent-encoded (CloudEvents HTTP binding, section 3.1.3.2), Pub/Sub's attributes are not.
    /// </summary>
    public static IncomingMessage ReadHttpBinary(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in headers)
        {
            if (name.StartsWith(CloudEventPrefix, StringComparison.OrdinalIgnoreCase))
            {
                attributes[AttributeName(name)] = Decode(value.ToString());
            }
        }

        if (Text(headers, ContentType) is { } contentType)
        {
            attributes[ContentType] = contentType;
        }

        return new IncomingMessage(new PubSubMessage(body.ToArray(), attributes), null, null);
    }

    // Header names have no case; the binding's are lower case.
    private static string AttributeName(string header) =>
        header.StartsWith(CloudEventPrefix, StringComparison.OrdinalIgnoreCase)
        || header.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
            ? header.ToLowerInvariant()
            : header;

    private static string Decode(string value)
    {
        var text = value is ['"', .., '"'] ? value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal) : value;
        return Uri.UnescapeDataString(text);
    }

    private static string? Text(IHeaderDictionary headers, string name) =>
        headers[name].ToString() is { Length: > 0 } value ? value : null;
}
