using System.Diagnostics.CodeAnalysis;

namespace NextCode.Attempts.CloudEvents;

/// <summary>
/// The Pub/Sub protocol binding of CloudEvents 1.0 (github.com/googleapis/google-cloudevents, pubsub-protocol-binding):
/// binary mode has the context attributes as message attributes <c>ce-NAME</c> and the data as it is; structured mode
/// has the whole event as JSON in the data.
/// </summary>
public static class PubSubBinding
{
    /// <summary>Content type of the structured mode's JSON format.</summary>
    public const string StructuredContentType = "application/cloudevents+json";

    private const string ContentType = "content-type";
    private const string Prefix = "ce-";

    /// <summary>Writes an event in binary mode: the message's attributes; its data are the event's.</summary>
    public static Dictionary<string, string> ToBinary(CloudEvent cloudEvent)
    {
        var attributes = new Dictionary<string, string>(9 + cloudEvent.Extensions.Count, StringComparer.Ordinal)
        {
            ["ce-id"] = cloudEvent.Id,
            ["ce-source"] = cloudEvent.Source,
            ["ce-specversion"] = cloudEvent.SpecVersion,
            ["ce-type"] = cloudEvent.Type,
        };
        Add("ce-subject", cloudEvent.Subject);
        Add("ce-time", cloudEvent.Time);
        Add("ce-dataschema", cloudEvent.DataSchema);
        Add(ContentType, cloudEvent.DataContentType);
        foreach (var (name, value) in cloudEvent.Extensions)
        {
            attributes[Prefix + name] = value;
        }

        return attributes;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                attributes[name] = value;
            }
        }
    }

    /// <summary>Writes an event in structured mode: the message's attributes and data.</summary>
    public static (Dictionary<string, string> Attributes, byte[] Data) ToStructured(CloudEvent cloudEvent) =>
        (
            new Dictionary<string, string>(StringComparer.Ordinal) { [ContentType] = StructuredContentType },
            CloudEventJson.Serialize(cloudEvent)
        );

    /// <summary>Reads a message in either mode.</summary>
    /// <param name="attributes">The message's attributes.</param>
    /// <param name="data">The message's data.</param>
    /// <param name="cloudEvent">The event, when true is returned.</param>
    /// <param name="error">Which rule the message breaks, without any of its values, when false is returned.</param>
    public static bool TryRead(
        IReadOnlyDictionary<string, string> attributes,
        ReadOnlyMemory<byte> data,
        [NotNullWhen(true)] out CloudEvent? cloudEvent,
        [NotNullWhen(false)] out string? error
    )
    {
        var contentType = attributes.GetValueOrDefault(ContentType);
        (cloudEvent, error) =
            contentType is not null
            && contentType.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase)
                ? ReadStructured(contentType, data)
                : ReadBinary(attributes, contentType, data);
        return cloudEvent is not null;
    }

    private static (CloudEvent? Event, string? Error) ReadStructured(string contentType, ReadOnlyMemory<byte> data)
    {
        var mediaType = contentType.AsSpan();
        var parameters = mediaType.IndexOf(';');
        mediaType = (parameters < 0 ? mediaType : mediaType[..parameters]).Trim();
        return mediaType.Equals(StructuredContentType, StringComparison.OrdinalIgnoreCase)
            ? CloudEventJson.Read(data)
            : (null, "structured mode in a format other than application/cloudevents+json");
    }

    private static (CloudEvent? Event, string? Error) ReadBinary(
        IReadOnlyDictionary<string, string> attributes,
        string? contentType,
        ReadOnlyMemory<byte> data
    )
    {
        var collected = new CloudEventAttributes();
        foreach (var (name, value) in attributes)
        {
            if (
                name.StartsWith(Prefix, StringComparison.Ordinal)
                && collected.Set(name.AsSpan(Prefix.Length), value) is { } error
            )
            {
                return (null, error);
            }
        }

        collected.DataContentType = contentType;
        return collected.Build(data);
    }
}
