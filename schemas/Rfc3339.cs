using System.Globalization;
using System.Text;

namespace NextCode.Attempts;

/// <summary>Timestamps as the event has them: RFC 3339, UTC, microseconds.</summary>
public static class Rfc3339
{
    /// <summary>Writes a time in UTC with six decimals, e.g. <c>2026-11-22T14:01:04.123456Z</c>.</summary>
    public static string Format(DateTimeOffset time) =>
        string.Create(
            Length,
            time,
            static (text, time) =>
            {
                Span<byte> utf8 = stackalloc byte[Length];
                Format(time, utf8);
                Encoding.ASCII.GetChars(utf8, text);
            }
        );

    /// <summary>Bytes of a time as it is written here.</summary>
    public const int Length = 27;

    /// <summary>Writes a time in UTC with six decimals, without allocating.</summary>
    /// <param name="time">The time.</param>
    /// <param name="utf8">At least <see cref="Length"/> bytes; exactly as many are written.</param>
    public static void Format(DateTimeOffset time, Span<byte> utf8)
    {
        // The round-trip format has seven decimals: the last gives its place to the Z.
        Span<byte> roundTrip = stackalloc byte[Length + 1];
        time.UtcDateTime.TryFormat(roundTrip, out _, "O", CultureInfo.InvariantCulture);
        roundTrip[..Length].CopyTo(utf8);
        utf8[Length - 1] = (byte)'Z';
    }

    /// <summary>Reads a time with an offset or Z; fractions of any length are taken, to 100 ns.</summary>
    public static bool TryParse(string? text, out DateTimeOffset time)
    {
        time = default;
        if (text is { Length: Length } && TryParseOwn(text, out time))
        {
            return true;
        }

        // The BCL also takes dates without time or offset, and local formats; RFC 3339 has a time and an offset.
        return text is { Length: >= 20 }
            && text[4] is '-'
            && text[7] is '-'
            && text[10] is 'T' or 't' or ' '
            && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-')
            && DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out time
            );
    }

    // The form written here, which nearly every time has; the BCL's reader of all forms takes ten times as long.
    private static bool TryParseOwn(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (
            text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _, '.', .., 'Z']
            || !TryNumber(text[..4], out var year)
            || !TryNumber(text[5..7], out var month)
            || !TryNumber(text[8..10], out var day)
            || !TryNumber(text[11..13], out var hour)
            || !TryNumber(text[14..16], out var minute)
            || !TryNumber(text[17..19], out var second)
            || !TryNumber(text[20..26], out var microseconds)
            || year is 0
            || month is 0 or > 12
            || day is 0
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 59
        )
        {
            return false;
        }

        var whole = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
        time = whole.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
