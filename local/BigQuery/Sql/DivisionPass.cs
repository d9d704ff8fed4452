namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>
/// <c>a / b</c> → <c>a * 1.0 / bq_divisor(b)</c>: in GoogleSQL a quotient of integers is a FLOAT64 and a zero divisor an error;
/// in SQLite they are an integer and a NULL.
/// </summary>
internal static class DivisionPass
{
    public static void Apply(QueryOutline outline, TokenEdits edits)
    {
        for (var i = 0; i + 1 < outline.Tokens.Count; i++)
        {
            if (!outline.Tokens[i].Is("/"))
            {
                continue;
            }

            var first = i + 1;
            while (outline.IsAt(first, "-") || outline.IsAt(first, "+"))
            {
                first++;
            }

            if (first >= outline.Tokens.Count)
            {
                return;
            }

            edits.Replace(i, "* 1.0 /");
            edits.Surround(i + 1, OperandEnd(outline, first) - 1, "bq_divisor(", ")");
        }
    }

    private static int OperandEnd(QueryOutline outline, int start)
    {
        if (outline.Closing.TryGetValue(start, out var close))
        {
            return close + 1;
        }

        if (outline.IsCall(start) && outline.Closing.TryGetValue(start + 1, out var callEnd))
        {
            return AfterWindow(outline, callEnd + 1);
        }

        if (outline.Tokens[start].Is("CASE"))
        {
            throw ApiException.NotSupported($"a CASE without brackets behind / {outline.Tokens[start].At}");
        }

        return outline.Tokens[start].IsName ? outline.PathEnd(start) : start + 1;
    }

    /// <summary>Past <c>OVER (…)</c> or <c>OVER name</c>.</summary>
    private static int AfterWindow(QueryOutline outline, int end)
    {
        if (!outline.IsAt(end, "OVER"))
        {
            return end;
        }

        return outline.Closing.TryGetValue(end + 1, out var close) ? close + 1 : end + 2;
    }
}
