namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>A kind of token in a GraphQL document.</summary>
internal enum GraphQLToken
{
    End,

    /// <summary>A character no document may have there, or a string without end.</summary>
    Bad,

    /// <summary>One of <c>! $ &amp; ( ) : = @ [ ] { | }</c>; the lexer's text is the character.</summary>
    Punctuator,

    /// <summary><c>...</c></summary>
    Spread,

    Name,

    /// <summary>An integer or a float.</summary>
    Number,

    /// <summary>A string, with its quotes.</summary>
    String,

    /// <summary>A block string, with its quotes.</summary>
    BlockString,
}
