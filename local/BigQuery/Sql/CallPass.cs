namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>Calls whose shape SQLite does not take: CAST, EXTRACT, INTERVAL, date parts, and aggregates it knows by other means.</summary>
internal static class CallPass
{
    /// <summary>Aggregates said with SQLite's own, so that they also work as window functions.</summary>
    private static readonly Dictionary<string, (string Open, string Close)> Aggregates = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["COUNTIF"] = ("COUNT(CASE WHEN (", ") THEN 1 END)"),
        ["LOGICAL_OR"] = ("MAX((", ") <> 0)"),
        ["LOGICAL_AND"] = ("MIN((", ") <> 0)"),
        ["APPROX_COUNT_DISTINCT"] = ("COUNT(DISTINCT ", ")"),
        ["ANY_VALUE"] = ("MIN(", ")"),
        ["GREATEST"] = ("MAX(", ")"),
        ["LEAST"] = ("MIN(", ")"),
    };

    private static readonly HashSet<string> NullaryWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "CURRENT_TIMESTAMP",
        "CURRENT_DATE",
    };

    public static void Apply(QueryOutline outline, Columns columns, TokenEdits edits)
    {
        for (var i = 0; i < outline.Tokens.Count; i++)
        {
            var token = outline.Tokens[i];
            if (token.Kind != TokenKind.Word || outline.IsAt(i - 1, "."))
            {
                continue;
            }

            if (NullaryWords.Contains(token.Text) && !outline.Taken.Contains(i))
            {
                edits.Replace(i, "bq_" + token.Text + (outline.IsCall(i) ? "" : "()"));
            }
            else if (token.Is("INTERVAL"))
            {
                Interval(outline, edits, i);
            }
            else if (!outline.IsCall(i) || !outline.Closing.TryGetValue(i + 1, out var close))
            {
                continue;
            }
            else if (Aggregates.TryGetValue(token.Text, out var aggregate))
            {
                CheckExtremes(outline, i, close);
                edits.Replace(i, aggregate.Open);
                edits.Remove(i + 1, i + 2);
                edits.Replace(close, aggregate.Close);
            }
            else if (token.Is("CAST") || token.Is("SAFE_CAST"))
            {
                CastRewrite.Apply(outline, columns, edits, i, close);
            }
            else if (token.Is("EXTRACT"))
            {
                Extract(outline, edits, i, close);
            }
            else if (
                token.Text.Contains("TIMESTAMP_", StringComparison.OrdinalIgnoreCase)
                || token.Text.Contains("DATE_", StringComparison.OrdinalIgnoreCase)
            )
            {
                DateParts(outline, edits, i, close);
            }
        }
    }

    /// <summary>With one argument SQLite's MAX and MIN are aggregates.</summary>
    private static void CheckExtremes(QueryOutline outline, int call, int close)
    {
        var token = outline.Tokens[call];
        if ((token.Is("GREATEST") || token.Is("LEAST")) && TopLevel(outline, call + 2, close, ",") < 0)
        {
            throw ApiException.NotSupported($"{token.Text.ToUpperInvariant()} of one value {token.At}");
        }
    }

    /// <summary><c>EXTRACT(HOUR FROM x)</c> → <c>bq_extract('HOUR', x)</c>.</summary>
    private static void Extract(QueryOutline outline, TokenEdits edits, int call, int close)
    {
        var from = TopLevel(outline, call + 2, close, "FROM");
        if (from < 0 || TopLevel(outline, from, close, "ZONE") >= 0)
        {
            throw ApiException.NotSupported($"this form of EXTRACT {outline.Tokens[call].At}");
        }

        edits.Replace(call, "bq_extract");
        edits.Replace(call + 2, from, PartText(outline, call + 2, from));
        edits.Replace(from, ",");
    }

    /// <summary>A bare DAY, HOUR or WEEK(MONDAY) that is an argument becomes text.</summary>
    private static void DateParts(QueryOutline outline, TokenEdits edits, int call, int close)
    {
        for (var i = call + 2; i < close; i++)
        {
            if (!outline.IsAt(i - 1, ",") || !outline.Tokens[i].IsAny(Keywords.DateParts))
            {
                continue;
            }

            var end =
                outline.Tokens[i].Is("WEEK") && outline.Closing.TryGetValue(i + 1, out var inner) ? inner + 1 : i + 1;
            if (end == close || outline.IsAt(end, ","))
            {
                edits.Replace(i, end, PartText(outline, i, end));
            }
        }
    }

    /// <summary><c>INTERVAL 7 DAY</c> as an argument → <c>7, 'DAY'</c>.</summary>
    private static void Interval(QueryOutline outline, TokenEdits edits, int i)
    {
        var part = i + 1;
        while (part < outline.Tokens.Count && !outline.Tokens[part].IsAny(Keywords.DateParts))
        {
            part = outline.Closing.TryGetValue(part, out var close) ? close + 1 : part + 1;
        }

        if (!outline.IsAt(i - 1, ",") || part == i + 1 || !outline.IsAt(part + 1, ")"))
        {
            throw ApiException.NotSupported(
                $"INTERVAL outside of TIMESTAMP_ADD, TIMESTAMP_SUB, DATE_ADD or DATE_SUB {outline.Tokens[i].At}"
            );
        }

        edits.Remove(i, i + 1);
        edits.Replace(part, ", " + PartText(outline, part, part + 1));
    }

    private static string PartText(QueryOutline outline, int start, int end) =>
        $"'{string.Concat(outline.Tokens.Skip(start).Take(end - start).Select(token => token.Text)).ToUpperInvariant()}'";

    /// <summary>The position of a word between two positions, outside of brackets; -1 when there is none.</summary>
    internal static int TopLevel(QueryOutline outline, int start, int end, string word)
    {
        for (var i = start; i < end; i++)
        {
            if (outline.Tokens[i].Is(word))
            {
                return i;
            }

            if (outline.Closing.TryGetValue(i, out var close))
            {
                i = close;
            }
        }

        return -1;
    }
}
