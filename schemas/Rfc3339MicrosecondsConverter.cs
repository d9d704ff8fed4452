using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts;

internal sealed class Rfc3339MicrosecondsConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        return Rfc3339.TryParse(text, out var time)
            ? time
            : throw new JsonException("Not an RFC 3339 time with an offset.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Rfc3339.Format(value));
}
