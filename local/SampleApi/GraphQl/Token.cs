namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>One token; a string's text is its value.</summary>
internal readonly record struct Token(TokenKind Kind, string Text)
{
    public bool Is(string punctuator) => Kind == TokenKind.Punctuator && Text == punctuator;
}

internal enum TokenKind
{
    End,
    Punctuator,
    Name,
    Number,
    String,
}
