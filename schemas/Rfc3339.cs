using System.Globalization;

namespace NextCode.Attempts;

/// <summary>Timestamps as the event has them: RFC 3339, UTC, microseconds.</summary>
public static class Rfc3339
{
    /// <summary>Writes a time in UTC with six decimals, e.g. <c>2026-11-22T14:01:04.123456Z</c>.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

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
}
