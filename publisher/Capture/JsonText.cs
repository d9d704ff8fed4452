using System.Text.Encodings.Web;
using System.Text.Json;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>How JSON is written and read here.</summary>
internal static class JsonText
{
    private const int Chunk = 1024;

    // \u00XX
    private const int LongestEscape = 6;

    /// <summary>The text goes to a message and a table, never into HTML.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions Writer { get; } = new() { Encoder = Encoder, SkipValidation = true };

    /// <summary>Writes a text as a JSON string, with its quotes.</summary>
    /// <param name="output">Takes the string.</param>
    /// <param name="utf8">Valid UTF-8.</param>
    public static void AppendString(PooledBuffer output, ReadOnlySpan<byte> utf8)
    {
        output.Append((byte)'"');
        while (!utf8.IsEmpty)
        {
            var chunk = utf8[..Math.Min(utf8.Length, Chunk)];
            utf8 = utf8[chunk.Length..];
            output.Advance(Escape(chunk, output.GetSpan(chunk.Length * LongestEscape)));
        }

        output.Append((byte)'"');
    }

    private static int Escape(ReadOnlySpan<byte> text, Span<byte> output)
    {
        var written = 0;
        foreach (var c in text)
        {
            if (c >= ' ' && c is not ((byte)'"' or (byte)'\\'))
            {
                output[written++] = c;
            }
            else
            {
                written += Escape(c, output[written..]);
            }
        }

        return written;
    }

    private static int Escape(byte c, Span<byte> output)
    {
        output[0] = (byte)'\\';
        var letter = c switch
        {
            (byte)'"' or (byte)'\\' => c,
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            _ => (byte)'u',
        };
        output[1] = letter;
        if (letter != 'u')
        {
            return 2;
        }

        "00"u8.CopyTo(output[2..]);
        output[4] = (byte)(c < 0x10 ? '0' : '1');
        output[5] = "0123456789abcdef"u8[c & 0xF];
        return LongestEscape;
    }

    public static JsonReaderOptions Reader { get; } =
        new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
}
