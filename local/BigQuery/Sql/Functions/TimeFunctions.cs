using System.Globalization;
using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>Functions of TIMESTAMP and DATE. Time zones other than UTC are refused.</summary>
internal static class TimeFunctions
{
    public static void Register(SqliteConnection connection)
    {
        connection.Strict("TIMESTAMP", a => Moments.Text(Moments.Read(Zoned(a, 1)[0])));
        connection.Strict("TIMESTAMP_TRUNC", a => Truncate((string)Zoned(a, 2)[0], Part(a[1])));
        connection.Strict(
            "TIMESTAMP_DIFF",
            a => (Moments.Read(a[0]).Ticks - Moments.Read(a[1]).Ticks) / Moments.Ticks(Part(a[2]))
        );
        connection.Strict("TIMESTAMP_ADD", a => Moments.Text(Fixed(a, sign: 1)));
        connection.Strict("TIMESTAMP_SUB", a => Moments.Text(Fixed(a, sign: -1)));
        connection.Strict("TIMESTAMP_SECONDS", a => FromEpoch(a[0], 1_000_000));
        connection.Strict("TIMESTAMP_MILLIS", a => FromEpoch(a[0], 1_000));
        connection.Strict("TIMESTAMP_MICROS", a => FromEpoch(a[0], 1));
        connection.Strict("UNIX_SECONDS", a => ToEpoch(a[0], 1_000_000));
        connection.Strict("UNIX_MILLIS", a => ToEpoch(a[0], 1_000));
        connection.Strict("UNIX_MICROS", a => ToEpoch(a[0], 1));
        connection.Strict("FORMAT_TIMESTAMP", a => TimeFormat.Write(Values.Text(Zoned(a, 2)[0]), Moments.Read(a[1])));
        connection.Strict("FORMAT_DATE", a => TimeFormat.Write(Values.Text(a[0]), Moments.Read(a[1])));
        connection.Strict("DATE", a => Date(a));
        connection.Strict("DATE_TRUNC", a => Moments.DateText(Moments.Truncate(Moments.Read(a[0]), Part(a[1]))));
        connection.Strict("DATE_DIFF", a => Moments.Boundaries(Moments.Read(a[0]), Moments.Read(a[1]), Part(a[2])));
        connection.Strict(
            "DATE_ADD",
            a => Moments.DateText(Moments.Add(Moments.Read(a[0]), Values.Whole(a[1]), Part(a[2])))
        );
        connection.Strict(
            "DATE_SUB",
            a => Moments.DateText(Moments.Add(Moments.Read(a[0]), -Values.Whole(a[1]), Part(a[2])))
        );
        connection.Strict("bq_extract", a => Extract(Part(a[0]), Moments.Read(a[1])));
    }

    private static string Part(object part) => Values.Text(part).ToUpperInvariant();

    /// <summary>The arguments, once a time zone behind them is seen to be UTC.</summary>
    private static object[] Zoned(object[] arguments, int count) =>
        arguments.Length <= count || Part(arguments[count]) is "UTC" or "+00" or "+00:00" or "Z"
            ? arguments
            : throw new FunctionException($"Time zone {arguments[count]} is not supported by the stand-in");

    /// <summary>Hour and day, which reports group by, are cut out of the stored text; the rest is computed.</summary>
    private static string Truncate(string value, string part) =>
        part switch
        {
            "DAY" when TimestampText.IsStored(value) => string.Concat(value.AsSpan(0, 10), " 00:00:00.000000+00:00"),
            "HOUR" when TimestampText.IsStored(value) => string.Concat(value.AsSpan(0, 13), ":00:00.000000+00:00"),
            _ => Moments.Text(Moments.Truncate(Moments.Read(value), part)),
        };

    /// <summary>TIMESTAMP_ADD knows only parts of a fixed length.</summary>
    private static DateTime Fixed(object[] arguments, int sign) =>
        Moments
            .Read(arguments[0])
            .AddTicks(checked(sign * Values.Whole(arguments[1]) * Moments.Ticks(Part(arguments[2]))));

    private static string FromEpoch(object value, long microseconds) =>
        TimestampText.TryFromMicroseconds((decimal)Values.Whole(value) * microseconds, out var utc)
            ? Moments.Text(utc)
            : throw new FunctionException($"Timestamp value is out of allowed range: {value}");

    private static long ToEpoch(object value, long microseconds) =>
        (long)Math.Floor(TimestampText.ToMicroseconds(Moments.Read(value)) / (decimal)microseconds);

    private static string Date(object[] arguments)
    {
        if (arguments.Length == 3 && arguments[0] is long year)
        {
            return new DateOnly((int)year, (int)Values.Whole(arguments[1]), (int)Values.Whole(arguments[2])).ToString(
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            );
        }

        return Zoned(arguments, 1)[0] is string text && TimestampText.IsStored(text)
            ? text[..10]
            : Moments.DateText(Moments.Read(arguments[0]));
    }

    private static object Extract(string part, DateTime utc) =>
        part == "DATE" ? Moments.DateText(utc) : Moments.Extract(part, utc);
}
