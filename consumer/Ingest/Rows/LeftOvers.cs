using System.Buffers;
using System.Text;
using System.Text.Json;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>
/// What an event has that no column takes: unknown names, and values that cannot become their column's type. It goes
/// into <c>additional_data</c>, beside what the event itself has there.
/// </summary>
internal sealed class LeftOvers
{
    private readonly List<(string Name, byte[] Value)> _entries = [];

    /// <summary>How many names were kept.</summary>
    public int Count => _entries.Count;

    /// <summary>Keeps one value.</summary>
    /// <param name="path">The RECORD it was found in, with its final point; empty at the top.</param>
    /// <param name="name">The name as it stands in the JSON text, escapes included.</param>
    /// <param name="value">The value as it stands in the JSON text.</param>
    public void Add(string path, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value) =>
        _entries.Add((path + Encoding.UTF8.GetString(name), value.ToArray()));

    public void Clear() => _entries.Clear();

    /// <summary>
    /// The text of <c>additional_data</c>: the event's own if it is an object gets the names added, anything else is
    /// kept whole under the column's name.
    /// </summary>
    public void Merge(ReadOnlySpan<byte> own, IBufferWriter<byte> output)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        output.Write("{"u8);
        var separator = false;
        if (!own.IsEmpty)
        {
            separator = true;
            if (TryReadObject(own, names, out var content))
            {
                output.Write(content);
                separator = names.Count > 0;
            }
            else
            {
                names.Add(AdditionalData);
                output.Write("\"additional_data\":\""u8);
                output.Write(JsonEncodedText.Encode(own, RowScratch.Encoder).EncodedUtf8Bytes);
                output.Write("\""u8);
            }
        }

        foreach (var (name, value) in _entries)
        {
            output.Write(separator ? ",\""u8 : "\""u8);
            output.Write(Encoding.UTF8.GetBytes(Unique(name, names)));
            output.Write("\":"u8);
            output.Write(value);
            separator = true;
        }

        output.Write("}"u8);
    }

    private const string AdditionalData = "additional_data";

    // A name that is there already gets a number: two equal names in one object would hide one of the values.
    private static string Unique(string name, HashSet<string> names)
    {
        var unique = name;
        for (var number = 2; !names.Add(unique); number++)
        {
            unique = $"{name}_{number}";
        }

        return unique;
    }

    private static bool TryReadObject(ReadOnlySpan<byte> text, HashSet<string> names, out ReadOnlySpan<byte> content)
    {
        content = default;
        var reader = new Utf8JsonReader(text, RowScratch.ReaderOptions);
        try
        {
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            {
                return false;
            }

            var start = (int)reader.BytesConsumed;
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                names.Add(Encoding.UTF8.GetString(reader.ValueSpan));
                reader.Skip();
            }

            content = text[start..(int)reader.TokenStartIndex];
            return !reader.Read();
        }
        catch (JsonException)
        {
            names.Clear();
            return false; // Text that is not JSON is still text: the caller keeps it whole.
        }
    }
}
