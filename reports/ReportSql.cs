using System.Text.RegularExpressions;

namespace NextCode.Attempts.Reports;

/// <summary>Puts an engine's names and values into a report's portable text.</summary>
internal static partial class ReportSql
{
    private static readonly HashSet<string> Tables = [AttemptsTable.Name, .. AttemptsTable.ViewNames];

    /// <summary><c>attempts.v_attempt</c> → <c>`PROJECT.DATASET.v_attempt`</c>, which BigQuery and SQLite both read.</summary>
    public static string Qualify(string sql, string project, string dataset) =>
        TableName()
            .Replace(
                sql,
                match =>
                    Tables.Contains(match.Groups["table"].Value)
                        ? $"`{project}.{dataset}.{match.Groups["table"].Value}`"
                        : match.Value
            );

    /// <summary>Every <c>@name</c> becomes what the function says.</summary>
    public static string Fill(string sql, Func<string, string> value) =>
        ParameterName().Replace(sql, match => value(match.Groups["name"].Value));

    /// <summary>The names of the parameters a text has.</summary>
    public static IReadOnlySet<string> ParametersOf(string sql) =>
        ParameterName().Matches(sql).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"\battempts\.(?<table>[a-z_]+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TableName();

    [GeneratedRegex("@(?<name>[a-z_]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ParameterName();
}
