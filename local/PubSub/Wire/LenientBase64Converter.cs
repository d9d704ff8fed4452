using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.PubSub.Wire;

/// <summary>
/// Reads bytes as protobuf's JSON mapping does: standard or URL-safe base64, with or without padding.
/// </summary>
internal sealed class LenientBase64Converter : JsonConverter<byte[]>
{
    public override byte[]? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("Base64 text is expected.");
        }
        if (reader.TryGetBytesFromBase64(out var bytes))
        {
            return bytes;
        }
        var standard = reader.GetString()!.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        var padded = standard.PadRight((standard.Length + 3) / 4 * 4, '=');
        var decoded = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, decoded, out var written)
            ? decoded[..written]
            : throw new JsonException("Base64 decoding failed.");
    }

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(value);
}
