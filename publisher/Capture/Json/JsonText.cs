using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NextCode.Attempts.Publisher.Capture.Json;

/// <summary>How JSON is written and read here.</summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([
        (byte)'"',
        (byte)'\\',
        .. Enumerable.Range(0, ' ').Select(control => (byte)control),
    ]);

    /// <summary>The text goes to a message and a table, never into HTML.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions Writer { get; } = new() { Encoder = Encoder, SkipValidation = true };

    public static JsonReaderOptions Reader { get; } = new() { AllowTrailingCommas = true };

    /// <summary>Writes a text as a JSON string, with its quotes.</summary>
    /// <param name="output">Takes the string.</param>
    /// <param name="utf8">Valid UTF-8.</param>
    public static void AppendString(PooledBuffer output, ReadOnlySpan<byte> utf8)
    {
        output.Append((byte)'"');
        JsonEscaper.Append(output, utf8);
        output.Append((byte)'"');
    }

    /// <summary>Writes a text as a JSON string, with its quotes; half a surrogate pair becomes U+FFFD.</summary>
    public static void AppendString(PooledBuffer output, ReadOnlySpan<char> text)
    {
        output.Append((byte)'"');
        var start = output.Length;
        output.Append(text);
        var written = output.Written[start..];
        if (written.ContainsAny(Escaped))
        {
            var plain = ArrayPool<byte>.Shared.Rent(written.Length);
            written.CopyTo(plain);
            var length = written.Length;
            output.Truncate(start);
            JsonEscaper.Append(output, plain.AsSpan(0, length));
            ArrayPool<byte>.Shared.Return(plain);
        }

        output.Append((byte)'"');
    }
}
