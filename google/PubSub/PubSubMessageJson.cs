using System.Text.Json;

namespace NextCode.Attempts.Google.PubSub;

/// <summary>The JSON form of a message, read and written without intermediate objects: it carries every attempt.</summary>
internal static class PubSubMessageJson
{
    private static readonly IReadOnlyDictionary<string, string> NoAttributes = new Dictionary<string, string>(0);

    public static void Write(Utf8JsonWriter writer, PubSubMessage message)
    {
        writer.WriteStartObject();
        writer.WriteBase64String("data"u8, message.Data.Span);
        if (message.Attributes.Count > 0)
        {
            writer.WriteStartObject("attributes"u8);
            foreach (var (name, value) in message.Attributes)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        if (message.OrderingKey is { Length: > 0 } orderingKey)
        {
            writer.WriteString("orderingKey"u8, orderingKey);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads the object the reader stands at.</summary>
    /// <exception cref="JsonException">It is not a message's JSON.</exception>
    /// <exception cref="FormatException">The data are not base64.</exception>
    public static PubSubMessage Read(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject, "message");
        ReadOnlyMemory<byte> data = default;
        var attributes = NoAttributes;
        string? messageId = null;
        string? publishTime = null;
        string? orderingKey = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                data = ReadData(ref reader);
            }
            else if (reader.ValueTextEquals("attributes"u8))
            {
                reader.Read();
                attributes = ReadAttributes(ref reader);
            }
            else if (reader.ValueTextEquals("messageId"u8) || reader.ValueTextEquals("message_id"u8))
            {
                messageId = ReadText(ref reader) ?? messageId;
            }
            else if (reader.ValueTextEquals("publishTime"u8) || reader.ValueTextEquals("publish_time"u8))
            {
                publishTime = ReadText(ref reader) ?? publishTime;
            }
            else if (reader.ValueTextEquals("orderingKey"u8))
            {
                orderingKey = ReadText(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new PubSubMessage(data, attributes)
        {
            MessageId = messageId,
            PublishTime = publishTime,
            OrderingKey = orderingKey,
        };
    }

    /// <summary>Reads the value of the property the reader stands at as text; null where it is JSON's null.</summary>
    /// <exception cref="JsonException">It is neither text nor null.</exception>
    public static string? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Null => null,
            _ => throw new JsonException($"expected text, found {reader.TokenType}"),
        };
    }

    /// <exception cref="JsonException">The reader stands at something else.</exception>
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType token, string what)
    {
        if (reader.TokenType != token)
        {
            throw new JsonException($"{what}: expected {token}, found {reader.TokenType}");
        }
    }

    private static ReadOnlyMemory<byte> ReadData(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return default;
        }

        Expect(ref reader, JsonTokenType.String, "data");
        return reader.GetBytesFromBase64();
    }

    private static IReadOnlyDictionary<string, string> ReadAttributes(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return NoAttributes;
        }

        Expect(ref reader, JsonTokenType.StartObject, "attributes");
        var attributes = new Dictionary<string, string>(16, StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = AttributeNames.Get(ref reader);
            attributes[name] = ReadText(ref reader) ?? "";
        }

        return attributes;
    }
}
