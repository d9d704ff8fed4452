using System.Collections.Frozen;
using NextCode.Attempts.Local.BigQuery.Schema;
using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>
/// The types that select items show by their outermost call, operator or literal. An item that shows none is typed from the
/// values it gives; two items of one name that disagree give no hint.
/// </summary>
internal static class TypeHints
{
    private static readonly FrozenDictionary<string, FieldType> Calls = new Dictionary<string, FieldType>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["COUNT"] = FieldType.Integer,
        ["COUNTIF"] = FieldType.Integer,
        ["APPROX_COUNT_DISTINCT"] = FieldType.Integer,
        ["ROW_NUMBER"] = FieldType.Integer,
        ["RANK"] = FieldType.Integer,
        ["DENSE_RANK"] = FieldType.Integer,
        ["NTILE"] = FieldType.Integer,
        ["LENGTH"] = FieldType.Integer,
        ["CHAR_LENGTH"] = FieldType.Integer,
        ["STRPOS"] = FieldType.Integer,
        ["DIV"] = FieldType.Integer,
        ["EXTRACT"] = FieldType.Integer,
        ["ARRAY_LENGTH"] = FieldType.Integer,
        ["TIMESTAMP_DIFF"] = FieldType.Integer,
        ["DATE_DIFF"] = FieldType.Integer,
        ["UNIX_SECONDS"] = FieldType.Integer,
        ["UNIX_MILLIS"] = FieldType.Integer,
        ["UNIX_MICROS"] = FieldType.Integer,
        ["SAFE_DIVIDE"] = FieldType.Float,
        ["TIMESTAMP"] = FieldType.Timestamp,
        ["CURRENT_TIMESTAMP"] = FieldType.Timestamp,
        ["TIMESTAMP_TRUNC"] = FieldType.Timestamp,
        ["TIMESTAMP_ADD"] = FieldType.Timestamp,
        ["TIMESTAMP_SUB"] = FieldType.Timestamp,
        ["TIMESTAMP_SECONDS"] = FieldType.Timestamp,
        ["TIMESTAMP_MILLIS"] = FieldType.Timestamp,
        ["TIMESTAMP_MICROS"] = FieldType.Timestamp,
        ["DATE"] = FieldType.Date,
        ["CURRENT_DATE"] = FieldType.Date,
        ["DATE_TRUNC"] = FieldType.Date,
        ["DATE_ADD"] = FieldType.Date,
        ["DATE_SUB"] = FieldType.Date,
        ["STARTS_WITH"] = FieldType.Boolean,
        ["ENDS_WITH"] = FieldType.Boolean,
        ["REGEXP_CONTAINS"] = FieldType.Boolean,
        ["LOGICAL_OR"] = FieldType.Boolean,
        ["LOGICAL_AND"] = FieldType.Boolean,
        ["EXISTS"] = FieldType.Boolean,
        ["CONCAT"] = FieldType.String,
        ["LOWER"] = FieldType.String,
        ["UPPER"] = FieldType.String,
        ["SUBSTR"] = FieldType.String,
        ["LEFT"] = FieldType.String,
        ["RIGHT"] = FieldType.String,
        ["TRIM"] = FieldType.String,
        ["REPLACE"] = FieldType.String,
        ["JSON_VALUE"] = FieldType.String,
        ["REGEXP_EXTRACT"] = FieldType.String,
        ["REGEXP_REPLACE"] = FieldType.String,
        ["STRING_AGG"] = FieldType.String,
        ["FORMAT_TIMESTAMP"] = FieldType.String,
        ["FORMAT_DATE"] = FieldType.String,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Calls that give what their first argument is.</summary>
    private static readonly FrozenSet<string> SameAsArgument = FrozenSet.ToFrozenSet(
        [
            "MAX",
            "MIN",
            "ANY_VALUE",
            "IFNULL",
            "COALESCE",
            "NULLIF",
            "GREATEST",
            "LEAST",
            "FIRST_VALUE",
            "LAST_VALUE",
            "LAG",
            "LEAD",
            "ABS",
        ],
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly FrozenSet<string> BooleanOperators = FrozenSet.ToFrozenSet(
        ["=", "<", ">", "<=", ">=", "<>", "!=", "AND", "OR", "NOT", "IS", "IN", "LIKE", "BETWEEN"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <param name="outline">The query.</param>
    /// <param name="columns">What its names mean.</param>
    /// <param name="names">The name of every item in the order of the items' positions; null for a star.</param>
    /// <param name="views">The views it reads, whose columns a star may show.</param>
    public static IReadOnlyDictionary<string, FieldType> Find(
        QueryOutline outline,
        Columns columns,
        IReadOnlyList<string?> names,
        IEnumerable<TableEntry> views
    )
    {
        var hints = new Dictionary<string, FieldType?>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in views.SelectMany(view => view.Columns).Where(column => !column.IsJsonText))
        {
            Add(hints, column.Name, column.Type);
        }

        foreach (var (item, name) in outline.Items.OrderBy(item => item.Start).Zip(names))
        {
            foreach (
                var (column, type) in name is null
                    ? OfStar(outline, columns, item)
                    : [(name, Of(outline, columns, item.Start, item.End))]
            )
            {
                if (type is not null)
                {
                    Add(hints, column, type.Value);
                }
            }
        }

        return hints
            .Where(hint => hint.Value is not null)
            .ToDictionary(hint => hint.Key, hint => hint.Value!.Value, StringComparer.OrdinalIgnoreCase);
    }

    private static void Add(Dictionary<string, FieldType?> hints, string name, FieldType type) =>
        hints[name] = !hints.TryGetValue(name, out var known) || known == type ? type : null;

    /// <summary>The members of <c>deposit.*</c>; the columns of a table need no hint.</summary>
    private static IEnumerable<(string Name, FieldType? Type)> OfStar(
        QueryOutline outline,
        Columns columns,
        SelectItem item
    )
    {
        var isPath = item.End - item.Start > 2 && outline.StartsPath(item.Start);
        var path = isPath ? columns.Resolve(outline.Path(item.Start, item.End - 2)) : null;
        return path?.Field is { Type: FieldType.Record } record
            ? record.Fields.Where(member => !member.IsJsonText).Select(member => (member.Name, (FieldType?)member.Type))
            : [];
    }

    private static FieldType? Of(QueryOutline outline, Columns columns, int start, int end)
    {
        var first = outline.Tokens[start];
        if (HasBooleanOperator(outline, start, end))
        {
            return FieldType.Boolean;
        }

        if (end - start == 1)
        {
            return first switch
            {
                { Kind: TokenKind.Text } => FieldType.String,
                { Kind: TokenKind.Number } => null,
                _ when first.Is("TRUE") || first.Is("FALSE") => FieldType.Boolean,
                _ => OfPath(outline, columns, start, end),
            };
        }

        if (end - start == 2 && outline.Tokens[start + 1].Kind == TokenKind.Text)
        {
            return FieldTypes.TryParse(first.Text, out var literal) ? literal : null;
        }

        if (
            outline.IsCall(start)
            && outline.Closing.TryGetValue(start + 1, out var close)
            && EndsCall(outline, close, end)
        )
        {
            return OfCall(outline, columns, start, close);
        }

        var isBracketed = outline.Closing.TryGetValue(start, out var closing) && closing == end - 1;
        if (!isBracketed)
        {
            return OfPath(outline, columns, start, end);
        }

        // A subquery is typed by the one item it selects.
        return outline.Items.Find(item => item.Start > start && item.End < end) switch
        {
            null => Of(outline, columns, start + 1, end - 1),
            var selected => Of(outline, columns, selected.Start, selected.End),
        };
    }

    private static bool EndsCall(QueryOutline outline, int close, int end) =>
        close == end - 1 || outline.IsAt(close + 1, "OVER");

    private static FieldType? OfCall(QueryOutline outline, Columns columns, int call, int close)
    {
        var name = outline.Tokens[call];
        if (name.Is("CAST") || name.Is("SAFE_CAST"))
        {
            var separator = CallPass.TopLevel(outline, call + 2, close, "AS");
            return FieldTypes.TryParse(outline.Tokens[separator + 1].Text, out var type) ? type : null;
        }

        if (Calls.TryGetValue(name.Text, out var known))
        {
            return known;
        }

        var argument = call + 2;
        var argumentEnd = CallPass.TopLevel(outline, argument, close, ",") is >= 0 and var comma ? comma : close;
        if (argumentEnd <= argument)
        {
            return null;
        }

        if (SameAsArgument.Contains(name.Text))
        {
            return Of(outline, columns, argument, argumentEnd);
        }

        var isSum = name.Is("SUM");
        return (isSum || name.Is("AVG")) && Of(outline, columns, argument, argumentEnd) is { } summed
            ? summed is FieldType.Integer && !isSum
                ? FieldType.Float
                : summed
            : null;
    }

    private static FieldType? OfPath(QueryOutline outline, Columns columns, int start, int end) =>
        outline.StartsPath(start)
        && outline.PathEnd(start) == end
        && columns.Resolve(outline.Path(start, end)) is { Field: { Mode: not FieldMode.Repeated } field }
        && field.Type != FieldType.Record
            ? field.Type
            : null;

    private static bool HasBooleanOperator(QueryOutline outline, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var token = outline.Tokens[i];
            if (token.Is("CASE"))
            {
                i = CaseEnd(outline, i, end);
            }
            else if (token.Kind is TokenKind.Word or TokenKind.Symbol && BooleanOperators.Contains(token.Text))
            {
                return true;
            }
            else if (outline.Closing.TryGetValue(i, out var close))
            {
                i = close;
            }
        }

        return false;
    }

    private static int CaseEnd(QueryOutline outline, int start, int end)
    {
        var depth = 0;
        for (var i = start; i < end; i++)
        {
            depth +=
                outline.Tokens[i].Is("CASE") ? 1
                : outline.Tokens[i].Is("END") ? -1
                : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return end;
    }
}
