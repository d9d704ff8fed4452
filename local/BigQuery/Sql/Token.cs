namespace NextCode.Attempts.Local.BigQuery.Sql;

internal enum TokenKind
{
    /// <summary>A keyword or a bare name.</summary>
    Word,

    /// <summary>A name in backticks, without them.</summary>
    Quoted,

    /// <summary>A string literal, decoded.</summary>
    Text,

    /// <summary>A number literal as written.</summary>
    Number,

    /// <summary><c>@name</c> or <c>?</c>.</summary>
    Parameter,

    /// <summary>Punctuation or an operator.</summary>
    Symbol,
}

/// <summary>One token of a query. Line and column count from 1, as in BigQuery's messages.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Column)
{
    public bool IsName => Kind is TokenKind.Word or TokenKind.Quoted;

    public string At => $"at [{Line}:{Column}]";

    public bool Is(string wordOrSymbol) =>
        Kind is TokenKind.Word or TokenKind.Symbol
        && string.Equals(Text, wordOrSymbol, StringComparison.OrdinalIgnoreCase);

    public bool IsAny(IReadOnlySet<string> words) => Kind == TokenKind.Word && words.Contains(Text);
}
