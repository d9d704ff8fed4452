using System.Globalization;
using System.Text.RegularExpressions;

namespace NextCode.Attempts.Local.BigQuery.Schema;

/// <summary>
/// Reads what BigQuery takes for a TIMESTAMP: <c>YYYY-[M]M-[D]D[( |T)[H]H:[M]M[:[S]S[.F]]][zone]</c> with at most six
/// fractional digits, or seconds since 1970. Named time zones other than UTC are not known.
/// </summary>
internal static partial class TimestampParser
{
    private const decimal MicrosecondsPerSecond = 1_000_000m;

    public static bool TryParse(string text, out DateTime utc)
    {
        if (TryParseRfc3339(text, out utc))
        {
            return true;
        }

        var match = Civil().Match(text);
        if (match.Success)
        {
            return TryBuild(match, out utc);
        }

        // The exponent bound keeps a hostile "1e999999" from costing anything.
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            && TryFromSeconds(seconds, out utc);
    }

    public static bool TryFromSeconds(decimal seconds, out DateTime utc)
    {
        if (Math.Abs(seconds) > 1e12m)
        {
            utc = default;
            return false;
        }

        return TimestampText.TryFromMicroseconds(seconds * MicrosecondsPerSecond, out utc);
    }

    /// <summary>The form nearly every client sends, read without a regular expression.</summary>
    private static bool TryParseRfc3339(string text, out DateTime utc)
    {
        utc = default;
        if (text.Length is < 20 or > 27 || text[^1] is not ('Z' or 'z'))
        {
            return false;
        }

        ReadOnlySpan<string> formats =
        [
            "yyyy-MM-ddTHH:mm:ss",
            "",
            "yyyy-MM-ddTHH:mm:ss.f",
            "yyyy-MM-ddTHH:mm:ss.ff",
            "yyyy-MM-ddTHH:mm:ss.fff",
            "yyyy-MM-ddTHH:mm:ss.ffff",
            "yyyy-MM-ddTHH:mm:ss.fffff",
            "yyyy-MM-ddTHH:mm:ss.ffffff",
        ];
        var format = formats[text.Length - 20];
        return format.Length > 0
            && DateTime.TryParseExact(
                text.AsSpan(0, text.Length - 1),
                format,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out utc
            );
    }

    private static bool TryBuild(Match match, out DateTime utc)
    {
        utc = default;
        var (year, month, day) = (Number(match, "y"), Number(match, "m"), Number(match, "d"));
        var (hour, minute, second) = (Number(match, "h"), Number(match, "i"), Number(match, "s"));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        var (zoneHours, zoneMinutes) = (Number(match, "zh"), Number(match, "zm"));
        if (hour > 23 || minute > 59 || second > 59 || zoneHours > 14 || zoneMinutes > 59)
        {
            return false;
        }

        var micros = int.Parse(match.Groups["f"].Value.PadRight(6, '0'), CultureInfo.InvariantCulture);
        var zone = new TimeSpan(zoneHours, zoneMinutes, 0);
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).AddMicroseconds(micros);
        var ticks = local.Ticks - (match.Groups["sign"].Value == "-" ? -zone : zone).Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        utc = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true, Length: > 0 } found
            ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(
        @"^(?<y>[0-9]{4})[-/](?<m>[0-9]{1,2})[-/](?<d>[0-9]{1,2})(?:[ Tt](?<h>[0-9]{1,2}):(?<i>[0-9]{1,2})(?::(?<s>[0-9]{1,2})(?:\.(?<f>[0-9]{0,6}))?)?)?(?: ?(?:[Zz]|UTC|(?<sign>[+-])(?<zh>[0-9]{1,2})(?::?(?<zm>[0-9]{2}))?))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Civil();
}
