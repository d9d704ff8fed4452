using System.Globalization;

namespace NextCode.Attempts.Local.BigQuery.Schema;

/// <summary>
/// TIMESTAMP as the store holds it: 32 characters, <c>2026-01-31 23:59:59.123456+00:00</c>, always UTC. It sorts as text, is
/// recognised by its shape, and both BigQuery's literals and SQLite's date functions read it.
/// </summary>
internal static class TimestampText
{
    public const int Length = 32;
    private const string Format = "yyyy-MM-dd HH:mm:ss.ffffff+00:00";

    public static string From(DateTime utc) => utc.ToString(Format, CultureInfo.InvariantCulture);

    public static string From(DateTimeOffset time) => From(time.UtcDateTime);

    /// <summary>The text has the shape of a stored TIMESTAMP.</summary>
    public static bool IsStored(ReadOnlySpan<char> text) =>
        text.Length == Length
        && text[4] == '-'
        && text[10] == ' '
        && text[19] == '.'
        && text[26..].SequenceEqual("+00:00")
        && char.IsAsciiDigit(text[0])
        && char.IsAsciiDigit(text[25]);

    /// <summary>Reads a stored TIMESTAMP.</summary>
    /// <exception cref="FormatException">The text is not one.</exception>
    public static DateTime Read(ReadOnlySpan<char> stored) =>
        DateTime.ParseExact(stored, Format, CultureInfo.InvariantCulture, DateTimeStyles.None);

    public static long ToMicroseconds(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>False when the moment is outside years 1 to 9999.</summary>
    public static bool TryFromMicroseconds(decimal microseconds, out DateTime utc)
    {
        var ticks = decimal.Truncate(microseconds) * TimeSpan.TicksPerMicrosecond + DateTime.UnixEpoch.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            utc = default;
            return false;
        }

        utc = new DateTime((long)ticks, DateTimeKind.Utc);
        return true;
    }

    /// <summary>Seconds since 1970 as the API answers by default, for example <c>1.767225600123456E9</c>.</summary>
    public static string ToFloatSeconds(DateTime utc)
    {
        var micros = ToMicroseconds(utc);
        if (micros == 0)
        {
            return "0.0";
        }

        var digits = Math.Abs((decimal)micros).ToString(CultureInfo.InvariantCulture);
        var fraction = digits[1..].TrimEnd('0');
        var exponent = digits.Length - 1 - 6;
        return $"{(micros < 0 ? "-" : "")}{digits[0]}.{(fraction.Length == 0 ? "0" : fraction)}E{exponent}";
    }
}
