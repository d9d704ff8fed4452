using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>A query as SQLite runs it.</summary>
/// <param name="Sql">The text.</param>
/// <param name="Hints">Types of result columns, by name, that the expressions tell; where SQLite knows the column they are not needed.</param>
/// <param name="Tokens">The original, for pointing at names in errors.</param>
internal sealed record RewrittenQuery(
    string Sql,
    IReadOnlyDictionary<string, FieldType> Hints,
    IReadOnlyList<Token> Tokens
);

/// <summary>Turns GoogleSQL, within the plain SELECT the stand-in takes, into SQLite's SQL.</summary>
internal static class QueryRewriter
{
    /// <summary>
    /// Opens a text that is in SQLite's dialect already, a view's: there only tables and members of RECORDs are renamed, so
    /// that what the database file holds is plain SQLite, which other programs can read too.
    /// </summary>
    private const string NativeMark = "#sqlite";

    /// <exception cref="ApiException">The query is wrong, names no table, or needs what the stand-in does not have.</exception>
    public static RewrittenQuery Rewrite(string sql, QueryContext context)
    {
        var outline = OutlineBuilder.Build(Guard.Check(Lexer.Read(sql)), context.IsTable);
        var edits = new TokenEdits(outline.Tokens);
        var tables = TablePass.Apply(outline, context, edits);
        var columns = new Columns(outline, tables.Select(table => table.Columns));
        if (!sql.AsSpan().TrimStart().StartsWith(NativeMark, StringComparison.OrdinalIgnoreCase))
        {
            SetOperators(outline, edits);
            NumberParameters(outline, edits);
            LiteralPass.Apply(outline, columns, edits);
            CallPass.Apply(outline, columns, edits);
            DivisionPass.Apply(outline, edits);
        }

        PathPass.Apply(outline, columns, edits);
        TablePass.ApplyArrays(outline, edits);
        var names = ItemPass.Apply(outline, edits);
        var hints = TypeHints.Find(outline, columns, names, tables.Where(table => table.IsView));
        return new RewrittenQuery(edits.Write(outline.Tokens.Count), hints, outline.Tokens);
    }

    /// <summary><c>UNION DISTINCT</c> is SQLite's plain UNION.</summary>
    private static void SetOperators(QueryOutline outline, TokenEdits edits)
    {
        for (var i = 1; i < outline.Tokens.Count; i++)
        {
            if (outline.Tokens[i].Is("DISTINCT") && (outline.IsAt(i - 1, "UNION") || outline.IsAt(i - 1, "INTERSECT")))
            {
                edits.Remove(i, i + 1);
            }
        }
    }

    /// <summary>A positional parameter gets its number, by which its value is bound.</summary>
    private static void NumberParameters(QueryOutline outline, TokenEdits edits)
    {
        var count = 0;
        for (var i = 0; i < outline.Tokens.Count; i++)
        {
            if (outline.Tokens[i] is { Kind: TokenKind.Parameter, Text: "?" })
            {
                edits.Replace(i, $"?{++count}");
            }
        }
    }
}
