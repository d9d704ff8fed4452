namespace NextCode.Attempts.Local.PubSub.Filters;

internal enum FilterTokenKind
{
    /// <summary>A bare word: a keyword, <c>attributes</c>, <c>hasPrefix</c> or a key.</summary>
    Word,

    /// <summary>Text in quotation marks.</summary>
    Text,

    /// <summary>One of <c>( ) , . : = != -</c>.</summary>
    Sign,

    /// <summary>After the last character.</summary>
    End,
}

/// <summary>A piece of a filter; <paramref name="Position"/> counts characters from 0.</summary>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Value, int Position)
{
    public bool IsSign(string value) => Kind == FilterTokenKind.Sign && Value == value;

    public bool IsWord(string value) => Kind == FilterTokenKind.Word && Value == value;
}
