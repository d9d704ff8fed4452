namespace NextCode.Attempts.Publisher.Capture.Redaction;

/// <summary>Finds card numbers in text: 13 to 19 digits, in groups joined by single spaces or hyphens, that pass Luhn's check.</summary>
internal static class CardNumbers
{
    private const int Shortest = 13;
    private const int Longest = 19;

    /// <summary>Finds the first card number at or after a position.</summary>
    public static bool TryFind(ReadOnlySpan<byte> text, int from, out int start, out int length)
    {
        start = length = 0;
        var at = from;
        while (at < text.Length)
        {
            var offset = text[at..].IndexOfAnyInRange((byte)'0', (byte)'9');
            if (offset < 0 || text.Length - at - offset < Shortest)
            {
                return false;
            }

            at += offset;
            var end = RunEnd(text, at, out var digits);
            if (digits >= Shortest && TryFindInRun(text, at, end, out start, out length))
            {
                return true;
            }

            at = end;
        }

        return false;
    }

    /// <summary>The end of a run of digits in which single spaces or hyphens may stand between two digits.</summary>
    private static int RunEnd(ReadOnlySpan<byte> text, int start, out int digits)
    {
        digits = 0;
        var at = start;
        while (at < text.Length)
        {
            if (char.IsAsciiDigit((char)text[at]))
            {
                digits++;
            }
            else if (!IsJoint(text, at))
            {
                break;
            }

            at++;
        }

        return at;
    }

    private static bool IsJoint(ReadOnlySpan<byte> text, int at) =>
        text[at] is (byte)' ' or (byte)'-'
        && at + 1 < text.Length
        && char.IsAsciiDigit((char)text[at + 1])
        && char.IsAsciiDigit((char)text[at - 1]);

    // A run may hold more groups than the number's ("order 12 4111 …"): every stretch from one group's beginning to
    // one group's end is tried. A letter next to the stretch makes it part of an identifier.
    private static bool TryFindInRun(ReadOnlySpan<byte> text, int from, int to, out int start, out int length)
    {
        length = 0;
        Span<byte> digits = stackalloc byte[Longest];
        for (start = from; start < to; start++)
        {
            if (!char.IsAsciiDigit((char)text[start]) || !IsGroupStart(text, start))
            {
                continue;
            }

            var count = 0;
            for (var at = start; at < to; at++)
            {
                if (!char.IsAsciiDigit((char)text[at]))
                {
                    continue;
                }

                if (count == Longest)
                {
                    break;
                }

                digits[count++] = (byte)(text[at] - '0');
                if (count >= Shortest && IsGroupEnd(text, at) && PassesLuhn(digits[..count]))
                {
                    // The longest that passes: a number's beginning may pass, too.
                    length = at + 1 - start;
                }
            }

            if (length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsGroupStart(ReadOnlySpan<byte> text, int at) =>
        at == 0 || !char.IsAsciiLetterOrDigit((char)text[at - 1]);

    private static bool IsGroupEnd(ReadOnlySpan<byte> text, int at) =>
        at + 1 == text.Length || !char.IsAsciiLetterOrDigit((char)text[at + 1]);

    private static bool PassesLuhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[digits.Length - 1 - i];
            var weighted = (i & 1) == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum % 10 == 0;
    }
}
