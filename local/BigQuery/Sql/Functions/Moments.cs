using System.Globalization;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>Arithmetic of moments in UTC.</summary>
internal static class Moments
{
    /// <summary>Reads a TIMESTAMP, DATE or DATETIME value.</summary>
    public static DateTime Read(object value)
    {
        if (value is string text)
        {
            if (TimestampText.IsStored(text))
            {
                return TimestampText.Read(text);
            }

            if (text.Contains('-', StringComparison.Ordinal) && TimestampParser.TryParse(text, out var utc))
            {
                return utc;
            }
        }

        throw new FunctionException($"Invalid timestamp: '{value}'");
    }

    public static string Text(DateTime utc) => TimestampText.From(utc);

    public static string DateText(DateTime utc) => utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateTime Truncate(DateTime utc, string part) =>
        part switch
        {
            "MICROSECOND" => utc,
            "MILLISECOND" => Floor(utc, TimeSpan.TicksPerMillisecond),
            "SECOND" => Floor(utc, TimeSpan.TicksPerSecond),
            "MINUTE" => Floor(utc, TimeSpan.TicksPerMinute),
            "HOUR" => Floor(utc, TimeSpan.TicksPerHour),
            "DAY" => utc.Date,
            "WEEK" => WeekStart(utc, DayOfWeek.Sunday),
            "ISOWEEK" => WeekStart(utc, DayOfWeek.Monday),
            "MONTH" => utc.Date.AddDays(1 - utc.Day),
            "QUARTER" => new DateTime(utc.Year, ((utc.Month - 1) / 3 * 3) + 1, 1, 0, 0, 0, DateTimeKind.Utc),
            "YEAR" => new DateTime(utc.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            _ when WeekDay(part) is { } first => WeekStart(utc, first),
            _ => throw Unknown(part),
        };

    /// <summary>Length of a part that always has the same length; months and years have none.</summary>
    public static long Ticks(string part) =>
        part switch
        {
            "MICROSECOND" => TimeSpan.TicksPerMicrosecond,
            "MILLISECOND" => TimeSpan.TicksPerMillisecond,
            "SECOND" => TimeSpan.TicksPerSecond,
            "MINUTE" => TimeSpan.TicksPerMinute,
            "HOUR" => TimeSpan.TicksPerHour,
            "DAY" => TimeSpan.TicksPerDay,
            _ => throw Unknown(part),
        };

    public static DateTime Add(DateTime utc, long count, string part) =>
        part switch
        {
            "WEEK" => utc.AddDays(7 * count),
            "MONTH" => utc.AddMonths(checked((int)count)),
            "QUARTER" => utc.AddMonths(checked((int)(3 * count))),
            "YEAR" => utc.AddYears(checked((int)count)),
            _ => utc.AddTicks(checked(count * Ticks(part))),
        };

    public static long Extract(string part, DateTime utc) =>
        part switch
        {
            "MICROSECOND" => utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond,
            "MILLISECOND" => utc.Millisecond,
            "SECOND" => utc.Second,
            "MINUTE" => utc.Minute,
            "HOUR" => utc.Hour,
            "DAY" => utc.Day,
            "DAYOFWEEK" => (long)utc.DayOfWeek + 1,
            "DAYOFYEAR" => utc.DayOfYear,
            "ISOWEEK" => ISOWeek.GetWeekOfYear(utc),
            "MONTH" => utc.Month,
            "QUARTER" => ((utc.Month - 1) / 3) + 1,
            "YEAR" => utc.Year,
            "ISOYEAR" => ISOWeek.GetYear(utc),
            _ => throw Unknown(part),
        };

    /// <summary>How many boundaries of the part lie between two dates, as DATE_DIFF counts.</summary>
    public static long Boundaries(DateTime later, DateTime earlier, string part) =>
        part switch
        {
            "DAY" => (later.Date - earlier.Date).Days,
            "MONTH" => ((later.Year - earlier.Year) * 12) + later.Month - earlier.Month,
            "QUARTER" => ((later.Year - earlier.Year) * 4) + ((later.Month - 1) / 3) - ((earlier.Month - 1) / 3),
            "YEAR" => later.Year - earlier.Year,
            _ => (Truncate(later, part) - Truncate(earlier, part)).Days / 7,
        };

    private static DateTime Floor(DateTime utc, long ticks) => new(utc.Ticks - (utc.Ticks % ticks), DateTimeKind.Utc);

    private static DateTime WeekStart(DateTime utc, DayOfWeek first) =>
        utc.Date.AddDays(-(((int)utc.DayOfWeek - (int)first + 7) % 7));

    /// <summary>The day of <c>WEEK(MONDAY)</c>.</summary>
    private static DayOfWeek? WeekDay(string part) =>
        part.StartsWith("WEEK(", StringComparison.Ordinal)
        && Enum.TryParse<DayOfWeek>(part.AsSpan(5).TrimEnd(')'), ignoreCase: true, out var day)
            ? day
            : null;

    private static FunctionException Unknown(string part) =>
        new($"A valid date part name is required but found {part}");
}
