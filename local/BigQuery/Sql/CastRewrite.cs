using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary><c>CAST(x AS INT64)</c> → <c>bq_cast(x, 'INTEGER', '')</c>; the last argument names the type of x where it is known.</summary>
internal static class CastRewrite
{
    /// <summary>Types that only SQLite has: a view in its dialect means SQLite's own cast.</summary>
    private static readonly HashSet<string> SqliteTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "TEXT",
        "REAL",
        "BLOB",
    };

    public static void Apply(QueryOutline outline, Columns columns, TokenEdits edits, int call, int close)
    {
        var name = outline.Tokens[call];
        var separator = CallPass.TopLevel(outline, call + 2, close, "AS");
        if (separator < 0 || separator + 1 >= close)
        {
            throw ApiException.InvalidQuery($"Syntax error: Expected keyword AS in {name.Text} {name.At}");
        }

        var target = outline.Tokens[separator + 1];
        if (SqliteTypes.Contains(target.Text) && name.Is("CAST"))
        {
            return;
        }

        if (
            separator + 2 != close
            || !FieldTypes.TryParse(target.Text, out var type)
            || type is FieldType.Record or FieldType.Bytes or FieldType.Json or FieldType.Time
        )
        {
            throw ApiException.NotSupported($"{name.Text.ToUpperInvariant()} to {target.Text} {target.At}");
        }

        var source = SourceType(outline, columns, call + 2, separator);
        edits.Replace(call, name.Is("CAST") ? "bq_cast" : "bq_safe_cast");
        edits.Replace(separator, ",");
        edits.Replace(separator + 1, $"'{type}', '{source}'");
    }

    private static FieldType? SourceType(QueryOutline outline, Columns columns, int start, int end) =>
        outline.StartsPath(start) && outline.PathEnd(start) == end
            ? columns.Resolve(outline.Path(start, end))?.Field?.Type
            : null;
}
