using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;

namespace NextCode.Attempts.Publisher.Capture.Json;

/// <summary>Numbers and literals: how long they are.</summary>
internal static class JsonScalars
{
    /// <summary>Instead of a length: the text ends before the value does.</summary>
    public const int Cut = 0;

    /// <summary>Instead of a length: it is none.</summary>
    public const int Bad = -1;

    private const ulong AsciiZeros = 0x3030_3030_3030_3030;

    // Added to a byte from 10 to 127 it sets the byte's high bit.
    private const ulong NineOverflows = 0x7676_7676_7676_7676;
    private const ulong HighBits = 0x8080_8080_8080_8080;

    public static JsonTokenType Type(byte first) =>
        first switch
        {
            (byte)'t' => JsonTokenType.True,
            (byte)'f' => JsonTokenType.False,
            (byte)'n' => JsonTokenType.Null,
            _ => JsonTokenType.Number,
        };

    /// <summary>Bytes of the number or literal a text begins with.</summary>
    /// <param name="text">Not empty.</param>
    /// <param name="complete">Whether a number that reaches the text's end is whole.</param>
    public static int Length(ReadOnlySpan<byte> text, bool complete) =>
        text[0] switch
        {
            (byte)'t' => Literal(text, "true"u8),
            (byte)'f' => Literal(text, "false"u8),
            (byte)'n' => Literal(text, "null"u8),
            _ => Number(text, complete),
        };

    private static int Literal(ReadOnlySpan<byte> text, ReadOnlySpan<byte> literal)
    {
        if (text.StartsWith(literal))
        {
            return EndsAt(text, literal.Length) ? literal.Length : Bad;
        }

        return literal.StartsWith(text) ? Cut : Bad;
    }

    private static int Number(ReadOnlySpan<byte> text, bool complete)
    {
        var at = text[0] == '-' ? 1 : 0;
        var digits = Digits(text, at);
        var leadingZero = digits > 1 && text[at] == '0';
        at += digits;
        if (digits > 0 && at < text.Length && text[at] == '.')
        {
            at++;
            digits = Digits(text, at);
            at += digits;
        }

        if (digits > 0 && at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            at++;
            at += at < text.Length && text[at] is (byte)'+' or (byte)'-' ? 1 : 0;
            digits = Digits(text, at);
            at += digits;
        }

        return at == text.Length && (digits == 0 || !complete) && !leadingZero ? Cut
            : digits == 0 || leadingZero || !EndsAt(text, at) ? Bad
            : at;
    }

    private static int Digits(ReadOnlySpan<byte> text, int from)
    {
        var at = from;
        if (text.Length - at >= sizeof(ulong))
        {
            // Most numbers are shorter than eight bytes, and none of a guessable length: all eight at once.
            var digits = BinaryPrimitives.ReadUInt64LittleEndian(text[at..]) ^ AsciiZeros;
            var others = (digits | (digits + NineOverflows)) & HighBits;
            if (others != 0)
            {
                return BitOperations.TrailingZeroCount(others) / 8;
            }

            at += sizeof(ulong);
        }

        while (at < text.Length && (uint)(text[at] - '0') <= 9)
        {
            at++;
        }

        return at - from;
    }

    private static bool EndsAt(ReadOnlySpan<byte> text, int at) =>
        at == text.Length
        || text[at]
            is (byte)','
                or (byte)'}'
                or (byte)']'
                or <= (byte)' '
                or (byte)'"'
                or (byte)':'
                or (byte)'{'
                or (byte)'[';
}
