using NextCode.Attempts.Local.BigQuery.Schema;
using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>
/// <c>TIMESTAMP '…'</c> and <c>DATE '…'</c>, and text compared with a TIMESTAMP column, in the form the store holds: there
/// times compare as text, so another spelling of the same moment would compare wrongly.
/// </summary>
internal static class LiteralPass
{
    private static readonly HashSet<string> Comparisons = new(StringComparer.Ordinal)
    {
        "=",
        "<",
        ">",
        "<=",
        ">=",
        "<>",
        "!=",
    };

    public static void Apply(QueryOutline outline, Columns columns, TokenEdits edits)
    {
        for (var i = 0; i < outline.Tokens.Count; i++)
        {
            if (outline.Tokens[i].Kind != TokenKind.Text)
            {
                continue;
            }

            if (outline.IsAt(i - 1, "TIMESTAMP"))
            {
                edits.Replace(i - 1, i + 1, Timestamp(outline.Tokens[i]));
            }
            else if (outline.IsAt(i - 1, "DATE"))
            {
                edits.Replace(i - 1, i + 1, Date(outline.Tokens[i]));
            }
            else if (IsComparedWithTimestamp(outline, columns, i))
            {
                edits.Replace(i, Timestamp(outline.Tokens[i]));
            }
        }
    }

    private static string Timestamp(Token literal) =>
        TimestampParser.TryParse(literal.Text, out var utc)
            ? Sqlite.Literal(TimestampText.From(utc))
            : throw ApiException.InvalidQuery(
                $"Could not cast literal \"{literal.Text}\" to type TIMESTAMP {literal.At}"
            );

    private static string Date(Token literal) =>
        DateOnly.TryParseExact(literal.Text, "yyyy-M-d", out var date)
            ? $"'{date:yyyy-MM-dd}'"
            : throw ApiException.InvalidQuery($"Could not cast literal \"{literal.Text}\" to type DATE {literal.At}");

    private static bool IsComparedWithTimestamp(QueryOutline outline, Columns columns, int literal)
    {
        if (literal > 1 && IsComparison(outline.Tokens[literal - 1]))
        {
            return IsTimestamp(outline, columns, PathStart(outline, literal - 2));
        }

        if (literal + 2 < outline.Tokens.Count && IsComparison(outline.Tokens[literal + 1]))
        {
            return IsTimestamp(outline, columns, literal + 2);
        }

        var between =
            outline.IsAt(literal - 1, "BETWEEN") ? literal - 1
            : outline.IsAt(literal - 1, "AND") && outline.IsAt(literal - 3, "BETWEEN") ? literal - 3
            : -1;
        return between > 0
            && IsTimestamp(
                outline,
                columns,
                PathStart(outline, outline.IsAt(between - 1, "NOT") ? between - 2 : between - 1)
            );
    }

    private static bool IsComparison(Token token) => token.Kind == TokenKind.Symbol && Comparisons.Contains(token.Text);

    private static int PathStart(QueryOutline outline, int last)
    {
        while (outline.IsAt(last - 1, ".") && last > 1)
        {
            last -= 2;
        }

        return last;
    }

    private static bool IsTimestamp(QueryOutline outline, Columns columns, int start) =>
        start >= 0
        && outline.StartsPath(start)
        && columns.Resolve(outline.Path(start, outline.PathEnd(start))) is { Field.Type: FieldType.Timestamp };
}
