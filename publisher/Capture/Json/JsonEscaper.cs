using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NextCode.Attempts.Publisher.Capture.Json;

/// <summary>
/// Escapes text for JSON strings. JSON inside a string, which most of an event is, has a quote every few bytes, at places
/// no processor guesses: eight bytes at a time are spread to make room for backslashes, without asking where.
/// </summary>
internal static class JsonEscaper
{
    private const int Step = 8;
    private const ulong Backslashes = 0x5C5C_5C5C_5C5C_5C5C;

    // \u00XX
    private const int LongestEscape = 6;

    /// <summary>
    /// For each set of bytes to escape among eight, where each of the up to sixteen bytes written comes from: 0 to 7 is a
    /// byte of the text, 8 a backslash.
    /// </summary>
    private static readonly byte[] Spreads = MakeSpreads();

    /// <param name="output">Takes the text.</param>
    /// <param name="utf8">Valid UTF-8.</param>
    public static void Append(PooledBuffer output, ReadOnlySpan<byte> utf8)
    {
        while (utf8.Length >= TextBlock.Size)
        {
            Append(output, utf8[..TextBlock.Size], padding: 0);
            utf8 = utf8[TextBlock.Size..];
        }

        if (utf8.Length > 0)
        {
            Span<byte> last = stackalloc byte[TextBlock.Size];
            last.Fill((byte)' ');
            utf8.CopyTo(last);
            Append(output, last, TextBlock.Size - utf8.Length);
        }
    }

    private static void Append(PooledBuffer output, ReadOnlySpan<byte> text, int padding)
    {
        var room = output.GetSpan(TextBlock.Size * LongestEscape);
        var block = TextBlock.Load(text);
        var written =
            block.AreBelow((byte)' ') != 0
                ? EscapeEach(text, room)
                : Escape(text, block.Are((byte)'"') | block.Are((byte)'\\'), room);
        output.Advance(written - padding);
    }

    private static int Escape(ReadOnlySpan<byte> text, ulong marks, Span<byte> output)
    {
        var written = 0;
        for (var at = 0; at < TextBlock.Size; at += Step)
        {
            var pattern = (byte)marks;
            marks >>= Step;
            var source = Vector128.Create(MemoryMarshal.Read<ulong>(text.Slice(at, Step)), Backslashes).AsByte();
            var spread = Vector128.Create<byte>(Spreads.AsSpan(pattern * Step * 2, Step * 2));
            Vector128.ShuffleNative(source, spread).CopyTo(output.Slice(written, Step * 2));
            written += Step + BitOperations.PopCount(pattern);
        }

        return written;
    }

    private static int EscapeEach(ReadOnlySpan<byte> text, Span<byte> output)
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

    private static byte[] MakeSpreads()
    {
        var spreads = new byte[(1 << Step) * Step * 2];
        for (var pattern = 0; pattern < 1 << Step; pattern++)
        {
            var to = pattern * Step * 2;
            for (byte from = 0; from < Step; from++)
            {
                if ((pattern & (1 << from)) != 0)
                {
                    spreads[to++] = Step;
                }

                spreads[to++] = from;
            }
        }

        return spreads;
    }
}
