namespace NextCode.Attempts.Reports;

/// <summary>An engine that a report's text is written out for.</summary>
public enum ReportDialect
{
    /// <summary>Google BigQuery.</summary>
    BigQuery,

    /// <summary>SQLite, as the local stand-in keeps its data.</summary>
    Sqlite,
}

/// <summary>The few words in which engines differ outside of the views: the end of a period, and its beginning.</summary>
internal static class ReportDialects
{
    /// <summary>The moment so many days or hours ago, at the beginning of its hour.</summary>
    /// <param name="dialect">The engine.</param>
    /// <param name="count">A number, or what an engine's client puts one in place of.</param>
    /// <param name="unit">DAY or HOUR.</param>
    public static string Ago(this ReportDialect dialect, string count, string unit) =>
        dialect == ReportDialect.BigQuery
            ? $"TIMESTAMP_SUB(TIMESTAMP_TRUNC(CURRENT_TIMESTAMP(), HOUR), INTERVAL {count} {unit})"
            : $"strftime('%Y-%m-%d %H:00:00.000000+00:00', 'now', '-' || {count} || ' {unit.ToLowerInvariant()}s')";

    public static string Now(this ReportDialect dialect) =>
        dialect == ReportDialect.BigQuery ? "CURRENT_TIMESTAMP()" : "strftime('%Y-%m-%d %H:%M:%f000+00:00', 'now')";

    public static string NowMilliseconds(this ReportDialect dialect) =>
        dialect == ReportDialect.BigQuery
            ? "UNIX_MILLIS(CURRENT_TIMESTAMP())"
            : "CAST(strftime('%s', 'now') AS INTEGER) * 1000";

    /// <summary>A value as a literal both engines read.</summary>
    public static string Literal(string type, string value) =>
        type == "STRING" ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : value;
}
