using System.Text.Json;
using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>Makes the Pub/Sub message of an attempt's JSON: the same bytes, and attributes read from their beginning.</summary>
internal static class AttemptMessage
{
    /// <summary>Pub/Sub's limit for one attribute's value, in UTF-8 bytes.</summary>
    private const int MaxAttributeBytes = 1024;

    /// <summary>
    /// The member that carries the trace's context through the spool, <c>traceparent</c> of CloudEvents' distributed
    /// tracing extension. It is an attribute of the event and no part of its data.
    /// </summary>
    public static ReadOnlySpan<byte> TraceParent => "traceparent"u8;

    /// <summary>Makes the message. JSON that cannot be read goes as it is: the consumer dead-letters it with the reason.</summary>
    /// <param name="json">The attempt with producer and sequence; the message refers to it.</param>
    /// <param name="source">The event's source.</param>
    public static PubSubMessage Create(ReadOnlyMemory<byte> json, string source)
    {
        var envelope = Read(json.Span);
        var extensions = new Dictionary<string, string>(2, StringComparer.Ordinal);
        Add(extensions, "producer", envelope.Producer);
        Add(extensions, "sequence", envelope.Sequence);
        Add(extensions, "traceparent", envelope.TraceParent);
        var attributes = PubSubBinding.ToBinary(
            new CloudEvent
            {
                Id = envelope.AttemptId ?? "",
                Source = source,
                Type = AttemptEvent.Type,
                Subject = envelope.Action,
                Time = envelope.Timestamp,
                DataContentType = AttemptEvent.ContentType,
                Extensions = extensions,
            }
        );
        Add(attributes, "action", envelope.Action);
        Add(attributes, "status", envelope.Status);
        Add(attributes, "domain", envelope.Domain);
        return new PubSubMessage(
            envelope.TraceParent is null ? json : Without(json, envelope.TraceParentAt),
            attributes
        );
    }

    // Another member, and with it a comma, always comes first.
    private static byte[] Without(ReadOnlyMemory<byte> json, Range member)
    {
        var (start, length) = member.GetOffsetAndLength(json.Length);
        return [.. json.Span[..(start - 1)], .. json.Span[(start + length)..]];
    }

    // What Pub/Sub would refuse is left out: the data have it.
    private static void Add(Dictionary<string, string> attributes, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value) && System.Text.Encoding.UTF8.GetByteCount(value) <= MaxAttributeBytes)
        {
            attributes[name] = value;
        }
    }

    private static Fields Read(ReadOnlySpan<byte> json)
    {
        var fields = new Fields();
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                if (!fields.Take(ref reader) && fields.Complete)
                {
                    break;
                }
            }
        }
        catch (JsonException)
        {
            // What was read so far is what there is.
        }

        return fields;
    }

    private struct Fields
    {
        public string? AttemptId { get; private set; }
        public string? Timestamp { get; private set; }
        public string? Action { get; private set; }
        public string? Status { get; private set; }
        public string? Producer { get; private set; }
        public string? Sequence { get; private set; }
        public string? Domain { get; private set; }
        public string? TraceParent { get; private set; }
        public Range TraceParentAt { get; private set; }

        // Domain and trace may be missing, but they stand before all that is no part of the envelope.
        public readonly bool Complete =>
            AttemptId is not null && Timestamp is not null && Action is not null && Status is not null;

        public bool Take(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("attempt_id"u8))
            {
                AttemptId = Value(ref reader);
            }
            else if (reader.ValueTextEquals("timestamp"u8))
            {
                Timestamp = Value(ref reader);
            }
            else if (reader.ValueTextEquals("action"u8))
            {
                Action = Value(ref reader);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                Status = Value(ref reader);
            }
            else if (reader.ValueTextEquals("producer"u8))
            {
                Producer = Value(ref reader);
            }
            else if (reader.ValueTextEquals("sequence"u8))
            {
                Sequence = Value(ref reader);
            }
            else if (reader.ValueTextEquals("domain"u8))
            {
                Domain = Value(ref reader);
            }
            else if (reader.ValueTextEquals(AttemptMessage.TraceParent))
            {
                var start = (int)reader.TokenStartIndex;
                TraceParent = Value(ref reader);
                TraceParentAt = start..(int)reader.BytesConsumed;
            }
            else
            {
                reader.Skip();
                return false;
            }

            return true;
        }

        private static string? Value(ref Utf8JsonReader reader)
        {
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    return reader.GetString();
                case JsonTokenType.Number:
                    return System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
                default:
                    reader.Skip();
                    return null;
            }
        }
    }
}
