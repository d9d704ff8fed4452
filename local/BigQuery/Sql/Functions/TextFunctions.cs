using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace NextCode.Attempts.Local.BigQuery.Sql.Functions;

/// <summary>Functions of strings and JSON.</summary>
internal static class TextFunctions
{
    public static void Register(SqliteConnection connection)
    {
        connection.Strict("CONCAT", arguments => string.Concat(arguments.Select(Values.Text)));
        connection.StrictText(
            "STARTS_WITH",
            (text, prefix) => Values.Bool(text.StartsWith(prefix, StringComparison.Ordinal))
        );
        connection.StrictText(
            "ENDS_WITH",
            (text, suffix) => Values.Bool(text.EndsWith(suffix, StringComparison.Ordinal))
        );
        connection.StrictText("STRPOS", (text, part) => (long)text.IndexOf(part, StringComparison.Ordinal) + 1);
        connection.StrictText("LOWER", text => text.ToLowerInvariant());
        connection.StrictText("UPPER", text => text.ToUpperInvariant());
        connection.StrictText("CHAR_LENGTH", text => (long)text.EnumerateRunes().Count());
        connection.Strict("LEFT", arguments => Cut(arguments, fromEnd: false));
        connection.Strict("RIGHT", arguments => Cut(arguments, fromEnd: true));
        connection.StrictText("REGEXP_CONTAINS", (text, pattern) => Values.Bool(Patterns.Get(pattern).IsMatch(text)));
        connection.StrictText("REGEXP_EXTRACT", Patterns.Extract);
        connection.Strict("REGEXP_REPLACE", Patterns.Replace);
        connection.StrictText("JSON_VALUE", JsonValue.Read);
        connection.StrictText("JSON_EXTRACT_SCALAR", JsonValue.Read);
        connection.CreateFunction("ARRAY_LENGTH", (string? array) => ArrayLength(array), isDeterministic: true);
    }

    private static string Cut(object[] arguments, bool fromEnd)
    {
        var text = Values.Text(arguments[0]);
        var count = Values.Whole(arguments[1]);
        if (count < 0)
        {
            throw new FunctionException("Second argument in LEFT() or RIGHT() cannot be negative");
        }

        var kept = (int)Math.Min(count, text.Length);
        return fromEnd ? text[^kept..] : text[..kept];
    }

    /// <summary>BigQuery stores no NULL array: one that was not given is empty.</summary>
    private static long ArrayLength(string? array)
    {
        if (array is null)
        {
            return 0;
        }

        using var document = JsonDocument.Parse(array);
        return document.RootElement.GetArrayLength();
    }
}
