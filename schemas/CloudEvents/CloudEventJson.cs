using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NextCode.Attempts.CloudEvents;

/// <summary>The JSON event format of CloudEvents 1.0, as the structured mode carries it.</summary>
public static class CloudEventJson
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Writes an event: data of a JSON media type (or none) as JSON where it is JSON, anything else
    /// as <c>data_base64</c>.
    /// </summary>
    public static byte[] Serialize(CloudEvent cloudEvent)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", cloudEvent.SpecVersion);
            writer.WriteString("id", cloudEvent.Id);
            writer.WriteString("source", cloudEvent.Source);
            writer.WriteString("type", cloudEvent.Type);
            WriteOptional(writer, "subject", cloudEvent.Subject);
            WriteOptional(writer, "time", cloudEvent.Time);
            WriteOptional(writer, "datacontenttype", cloudEvent.DataContentType);
            WriteOptional(writer, "dataschema", cloudEvent.DataSchema);
            foreach (var (name, value) in cloudEvent.Extensions)
            {
                writer.WriteString(name, value);
            }

            WriteData(writer, cloudEvent);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads an event; null and the broken rule (without any value of the event) where it is none.</summary>
    internal static (CloudEvent? Event, string? Error) Read(ReadOnlyMemory<byte> json)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException exception)
        {
            return (null, $"the event is not JSON (line {exception.LineNumber}, byte {exception.BytePositionInLine})");
        }

        using (document)
        {
            try
            {
                return document.RootElement.ValueKind is JsonValueKind.Object
                    ? Read(document.RootElement)
                    : (null, "the event is not a JSON object");
            }
            catch (InvalidOperationException)
            {
                // The reader's word for bytes that are not UTF-8 and escapes that are half a character.
                return (null, "the event has text that is not Unicode");
            }
        }
    }

    private static (CloudEvent? Event, string? Error) Read(JsonElement root)
    {
        var collected = new CloudEventAttributes();
        JsonElement? data = null;
        ReadOnlyMemory<byte>? binary = null;
        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Null)
            {
                continue;
            }

            switch (property.Name)
            {
                case "data":
                    data = property.Value;
                    break;
                case "data_base64":
                    if (
                        property.Value.ValueKind is not JsonValueKind.String
                        || !property.Value.TryGetBytesFromBase64(out var bytes)
                    )
                    {
                        return (null, "data_base64 is not base64");
                    }

                    binary = bytes;
                    break;
                default:
                    if (Text(property.Value) is not { } value)
                    {
                        return (
                            null,
                            $"attribute of {property.Name.Length} characters is neither text, number nor boolean"
                        );
                    }

                    if (collected.Set(property.Name, value) is { } error)
                    {
                        return (null, error);
                    }

                    break;
            }
        }

        if (data is not null && binary is not null)
        {
            return (null, "both data and data_base64");
        }

        return collected.Build(binary ?? DataBytes(data));
    }

    private static ReadOnlyMemory<byte> DataBytes(JsonElement? data) =>
        data is { } element ? Encoding.UTF8.GetBytes(element.GetRawText()) : default;

    // The specification maps its Boolean and Integer types to JSON's; their canonical text is the same.
    private static string? Text(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => null,
        };

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteData(Utf8JsonWriter writer, CloudEvent cloudEvent)
    {
        if (cloudEvent.Data.IsEmpty)
        {
            return;
        }

        if (IsJson(cloudEvent.DataContentType) && IsValidJson(cloudEvent.Data.Span))
        {
            writer.WritePropertyName("data");
            writer.WriteRawValue(cloudEvent.Data.Span, skipInputValidation: true);
            return;
        }

        writer.WriteBase64String("data_base64", cloudEvent.Data.Span);
    }

    private static bool IsJson(string? contentType)
    {
        if (contentType is null)
        {
            return true; // "the absence of datacontenttype implies application/json" (JSON format, section 3.1)
        }

        var parameters = contentType.IndexOf(';', StringComparison.Ordinal);
        var mediaType = (parameters < 0 ? contentType : contentType[..parameters]).Trim();
        return mediaType.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsValidJson(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
