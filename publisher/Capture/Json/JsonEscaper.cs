using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NextCode.Attempts.Publisher.Capture.Json;

/// <summary>
/// Escapes text for JSON strings. JSON inside a string, which most of an event is, has a quote every few bytes, at places
/// no processor guesses: room for backslashes is made without asking where they go.
/// </summary>
internal static class JsonEscaper
{
    private const int Step = 8;
    private const int Half = TextBlock.Size / 2;
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
        var marks = block.Are((byte)'"') | block.Are((byte)'\\');
        if (block.AreBelow((byte)' ') != 0)
        {
            output.Advance(EscapeEach(text, room) - padding);
        }
        else if (marks != 0)
        {
            var written = Avx512Vbmi2.IsSupported ? Compress(text, marks, room) : Spread(text, marks, room);
            output.Advance(written - padding);
        }
        else
        {
            text.CopyTo(room);
            output.Advance(TextBlock.Size - padding);
        }
    }

    /// <summary>
    /// Escapes a block: each byte gets a second one, a backslash before it or nothing behind it, and what is nothing is
    /// squeezed out.
    /// </summary>
    /// <param name="text">A block without control characters.</param>
    /// <param name="marks">What of it is to be escaped.</param>
    /// <param name="output">Room for three times as much.</param>
    /// <returns>Bytes written.</returns>
    public static int Compress(ReadOnlySpan<byte> text, ulong marks, Span<byte> output)
    {
        var written = 0;
        for (var at = 0; at < TextBlock.Size; at += Half)
        {
            var pairs = Avx512BW.ConvertToVector512UInt16(Vector256.Create(text.Slice(at, Half)));
            var escaped =
                Vector512.Equals(pairs, Vector512.Create((ushort)'"'))
                | Vector512.Equals(pairs, Vector512.Create((ushort)'\\'));
            var spread = Vector512.ConditionalSelect(
                escaped,
                Vector512.ShiftLeft(pairs, 8) | Vector512.Create((ushort)'\\'),
                pairs
            );
            var kept = escaped | Vector512.Create((ushort)byte.MaxValue);
            Avx512Vbmi2
                .Compress(Vector512<byte>.Zero, kept.AsByte(), spread.AsByte())
                .CopyTo(output.Slice(written, TextBlock.Size));
            written += Half + BitOperations.PopCount((uint)marks);
            marks >>= Half;
        }

        return written;
    }

    /// <summary>As <see cref="Compress"/>, for processors that cannot: eight bytes at a time, by a table.</summary>
    public static int Spread(ReadOnlySpan<byte> text, ulong marks, Span<byte> output)
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
