using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>
/// Makes an attempt fit: its response is cut first, then what else the request had is replaced by its length. Everything
/// the attempt is counted and searched by stays.
/// </summary>
internal static class OversizedAttempt
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an attempt anew so that it fits if that can be; what is no JSON object comes back as it is.</summary>
    /// <param name="json">The attempt.</param>
    /// <param name="maxBytes">What it may take.</param>
    public static byte[] Shrink(ReadOnlySpan<byte> json, int maxBytes)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json.ToArray());
        }
        catch (JsonException)
        {
            return json.ToArray();
        }

        using (document)
        {
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return json.ToArray();
            }

            var attempt = document.RootElement;
            var (fits, tooMuch) = (0, Length(attempt, "resp") + 1);
            while (tooMuch - fits > 1)
            {
                // How many bytes a character takes depends on it: the longest response that fits is found by halving.
                var keep = fits + ((tooMuch - fits) / 2);
                (fits, tooMuch) =
                    Write(attempt, keep, keepAdditional: true).Length <= maxBytes ? (keep, tooMuch) : (fits, keep);
            }

            var shrunk = Write(attempt, fits, keepAdditional: true);
            return shrunk.Length <= maxBytes ? shrunk : Write(attempt, 0, keepAdditional: false);
        }
    }

    private static byte[] Write(JsonElement attempt, int keepResponse, bool keepAdditional)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Options);
        var cut = Length(attempt, "resp") > keepResponse;
        writer.WriteStartObject();
        foreach (var property in attempt.EnumerateObject())
        {
            switch (property.Name)
            {
                case "resp" when cut:
                    writer.WriteString("resp", Cut(property.Value.GetString()!, keepResponse));
                    break;
                case "resp_truncated" when cut:
                    break;
                case "additional_data" when !keepAdditional:
                    var length = property.Value.GetRawText().Length;
                    writer.WriteString("additional_data", $$"""{"left_out_characters":{{length}}}""");
                    break;
                default:
                    property.WriteTo(writer);
                    break;
            }
        }

        if (cut)
        {
            writer.WriteBoolean("resp_truncated", true);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static int Length(JsonElement attempt, string name) =>
        attempt.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()!.Length
            : 0;

    // Never between the two halves of a character outside the basic plane.
    private static string Cut(string text, int length) =>
        length > 0 && char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
}
