namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>Refuses what the stand-in cannot answer, by name, rather than answering it wrongly.</summary>
internal static class Guard
{
    private const string OnlyQueries = "only SELECT and WITH … SELECT run here";

    private static readonly HashSet<string> OtherStatements = new(StringComparer.OrdinalIgnoreCase)
    {
        "INSERT",
        "UPDATE",
        "DELETE",
        "MERGE",
        "TRUNCATE",
        "CREATE",
        "ALTER",
        "DROP",
        "DECLARE",
        "SET",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "CALL",
        "EXECUTE",
        "EXPORT",
        "LOAD",
        "GRANT",
        "REVOKE",
        "ASSERT",
        "EXPLAIN",
        "FROM",
        "IF",
        "LOOP",
        "WHILE",
        "FOR",
    };

    private static readonly HashSet<string> UnsupportedWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "QUALIFY",
        "EXCEPT",
        "PIVOT",
        "UNPIVOT",
        "TABLESAMPLE",
        "STRUCT",
        "LATERAL",
        "ROLLUP",
        "CUBE",
        "GROUPING",
    };

    private static readonly HashSet<string> UnsupportedCalls = new(StringComparer.OrdinalIgnoreCase)
    {
        "ARRAY",
        "ARRAY_AGG",
        "ARRAY_CONCAT",
        "ARRAY_TO_STRING",
        "GENERATE_ARRAY",
        "GENERATE_DATE_ARRAY",
        "SPLIT",
        "APPROX_QUANTILES",
        "APPROX_TOP_COUNT",
        "PERCENTILE_CONT",
        "PERCENTILE_DISC",
        "FORMAT",
        "PARSE_DATE",
        "PARSE_TIMESTAMP",
        "LOAD_EXTENSION",
        "RANDOMBLOB",
        "ZEROBLOB",
    };

    /// <returns>The tokens of the one statement, without the semicolon.</returns>
    public static IReadOnlyList<Token> Check(IReadOnlyList<Token> tokens)
    {
        if (tokens.Count == 0)
        {
            throw ApiException.InvalidQuery("Syntax error: Unexpected end of script");
        }

        var first = tokens.FirstOrDefault(token => !token.Is("("));
        if (!first.Is("SELECT") && !first.Is("WITH"))
        {
            throw OtherStatements.Contains(first.Text)
                ? ApiException.NotSupported($"{first.Text.ToUpperInvariant()} {first.At}; {OnlyQueries}")
                : ApiException.InvalidQuery($"Syntax error: Unexpected \"{first.Text}\" {first.At}");
        }

        var end = tokens.Count;
        while (end > 0 && tokens[end - 1].Is(";"))
        {
            end--;
        }

        var statement = tokens.Take(end).ToList();
        for (var i = 0; i < statement.Count; i++)
        {
            CheckToken(statement, i);
        }

        return statement;
    }

    private static void CheckToken(List<Token> tokens, int i)
    {
        var token = tokens[i];
        var afterDot = i > 0 && tokens[i - 1].Is(".");
        var isCall = i + 1 < tokens.Count && tokens[i + 1].Is("(");
        if (token.Is(";"))
        {
            throw ApiException.NotSupported($"a script of several statements {token.At}");
        }

        if (token.Is("[") || token.Is("{") || token.Is("^") || token.Is(":"))
        {
            throw ApiException.NotSupported($"\"{token.Text}\" {token.At}");
        }

        if (token.Is("INFORMATION_SCHEMA") || (token.Kind == TokenKind.Quoted && token.Text == "INFORMATION_SCHEMA"))
        {
            throw ApiException.NotSupported($"INFORMATION_SCHEMA {token.At}");
        }

        if (token.Kind != TokenKind.Word || afterDot)
        {
            return;
        }

        if (UnsupportedWords.Contains(token.Text) && (Keywords.Reserved.Contains(token.Text) || isCall))
        {
            throw ApiException.NotSupported($"{token.Text.ToUpperInvariant()} {token.At}");
        }

        if (isCall && UnsupportedCalls.Contains(token.Text))
        {
            throw ApiException.NotSupported($"the function {token.Text.ToUpperInvariant()} {token.At}");
        }

        if (token.Is("SELECT") && i + 2 < tokens.Count && tokens[i + 1].Is("AS"))
        {
            throw ApiException.NotSupported($"SELECT AS {tokens[i + 2].Text} {token.At}");
        }

        if (token.Is("OFFSET") && i > 0 && tokens[i - 1].Is("WITH"))
        {
            throw ApiException.NotSupported($"WITH OFFSET {token.At}");
        }

        if (token.Is("UNNEST") && i > 0 && tokens[i - 1].Is("IN"))
        {
            throw ApiException.NotSupported($"IN UNNEST {token.At}");
        }

        if ((token.Is("SAFE") || token.Is("NET")) && i + 1 < tokens.Count && tokens[i + 1].Is("."))
        {
            throw ApiException.NotSupported($"the prefix {token.Text.ToUpperInvariant()}. {token.At}");
        }
    }
}
