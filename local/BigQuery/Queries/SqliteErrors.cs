using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Sql;
using SQLitePCL;

namespace NextCode.Attempts.Local.BigQuery.Queries;

/// <summary>SQLite's words for what is wrong with a query, in BigQuery's.</summary>
internal static partial class SqliteErrors
{
    public static ApiException Translate(
        SqliteException error,
        IReadOnlyList<Token> tokens,
        TimeSpan timeout,
        CancellationToken cancellation
    )
    {
        if (error.SqliteErrorCode == raw.SQLITE_INTERRUPT && cancellation.IsCancellationRequested)
        {
            return new ApiException(
                400,
                "stopped",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Job execution was cancelled: it was stopped, or took longer than {timeout.TotalSeconds} s"
                ),
                inner: error
            );
        }

        var message = Bare(error.Message);
        var known = Known().Match(message);
        var name = known.Groups["name"].Value;
        var last = name[(name.LastIndexOf('.') + 1)..].Trim('`');
        var text = known.Groups["what"].Value switch
        {
            "no such column: " => $"Unrecognized name: {last}{Position(tokens, last)}",
            "ambiguous column name: " => $"Column name {last} is ambiguous{Position(tokens, last)}",
            "no such function: " => $"Function not found: {last}{Position(tokens, last)}",
            "near " => $"Syntax error: Unexpected {name}{Position(tokens, name.Trim('"'))}",
            "incomplete input" => "Syntax error: Unexpected end of script",
            "misuse of aggregate: " or "misuse of aggregate function " =>
                $"Aggregate function {name} not allowed here{Position(tokens, last)}",
            "wrong number of arguments to function " =>
                $"No matching signature for function {last}{Position(tokens, last)}",
            _ => message,
        };
        return new ApiException(400, "invalidQuery", text, "query", error);
    }

    /// <summary>Microsoft.Data.Sqlite says <c>SQLite Error 1: '…'.</c></summary>
    private static string Bare(string message)
    {
        var start = message.IndexOf('\'', StringComparison.Ordinal);
        var end = message.LastIndexOf('\'');
        return start >= 0 && end > start ? message[(start + 1)..end] : message;
    }

    private static string Position(IReadOnlyList<Token> tokens, string name)
    {
        foreach (var token in tokens)
        {
            if (string.Equals(token.Text, name, StringComparison.OrdinalIgnoreCase))
            {
                return " " + token.At;
            }
        }

        return "";
    }

    [GeneratedRegex(
        @"^(?<what>no such column: |ambiguous column name: |no such function: |misuse of aggregate: |misuse of aggregate function |wrong number of arguments to function |near |incomplete input)(?<name>[^(:]*)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Known();
}
