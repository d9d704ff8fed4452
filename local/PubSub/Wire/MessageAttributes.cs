using System.Text.Json;

namespace NextCode.Attempts.Local.PubSub.Wire;

/// <summary>Attributes as they lie in the store: a JSON object in UTF-8, or nothing.</summary>
internal static class MessageAttributes
{
    public static byte[] Write(IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.Count == 0)
        {
            return [];
        }
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, MessageWriter.Options))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in attributes)
            {
                writer.WriteString(key, value);
            }
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    public static Dictionary<string, string> Read(byte[] json) =>
        json.Length == 0 ? [] : JsonSerializer.Deserialize(json, PubSubJson.Default.DictionaryStringString)!;
}
