using System.Buffers;
using System.Text;

namespace NextCode.Attempts.Publisher.Capture.Json;

/// <summary>Escapes in JSON strings.</summary>
internal static class JsonEscapes
{
    // XXXX of \uXXXX
    private const int HexDigits = 4;

    public static bool AreValid(ReadOnlySpan<byte> text)
    {
        for (var at = text.IndexOf((byte)'\\'); at >= 0; at = text.IndexOf((byte)'\\'))
        {
            text = text[(at + 1)..];
            if (text.IsEmpty || !"\"\\/bfnrtu"u8.Contains(text[0]))
            {
                return false;
            }

            var length = 1;
            if (text[0] == 'u')
            {
                if (!TryReadUnit(text[1..], out _))
                {
                    return false;
                }

                length += HexDigits;
            }

            text = text[length..];
        }

        return true;
    }

    /// <summary>Writes a text without its escapes. Half a surrogate pair, which is no character, becomes U+FFFD.</summary>
    /// <param name="text">Its escapes are valid.</param>
    /// <param name="output">Takes UTF-8.</param>
    public static void Unescape(ReadOnlySpan<byte> text, PooledBuffer output)
    {
        for (var at = text.IndexOf((byte)'\\'); at >= 0; at = text.IndexOf((byte)'\\'))
        {
            output.Append(text[..at]);
            var c = text[at + 1];
            text = text[(at + 2)..];
            if (c == 'u')
            {
                AppendRune(ref text, output);
            }
            else
            {
                output.Append(Meaning(c));
            }
        }

        output.Append(text);
    }

    private static void AppendRune(ref ReadOnlySpan<byte> text, PooledBuffer output)
    {
        TryReadUnit(text, out var unit);
        text = text[HexDigits..];
        if (!Rune.TryCreate(unit, out var rune))
        {
            if (text.StartsWith("\\u"u8) && TryReadUnit(text[2..], out var low) && Rune.TryCreate(unit, low, out rune))
            {
                text = text[(2 + HexDigits)..];
            }
            else
            {
                rune = Rune.ReplacementChar;
            }
        }

        output.Advance(rune.EncodeToUtf8(output.GetSpan(HexDigits)));
    }

    private static byte Meaning(byte c) =>
        c switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            _ => c,
        };

    private static bool TryReadUnit(ReadOnlySpan<byte> text, out char unit)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        var read =
            text.Length >= HexDigits
            && Convert.FromHexString(text[..HexDigits], bytes, out _, out _) is OperationStatus.Done;
        unit = read ? (char)((bytes[0] << 8) | bytes[1]) : default;
        return read;
    }
}
