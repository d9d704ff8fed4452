using System.Text;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Filters;

/// <summary>
/// Reads Pub/Sub's filter syntax (https://cloud.google.com/pubsub/docs/subscription-message-filter): <c>attributes:k</c>,
/// <c>attributes.k = "v"</c>, <c>attributes.k != "v"</c>, <c>hasPrefix(attributes.k, "v")</c>, NOT or <c>-</c>, AND, OR
/// and parentheses. AND binds tighter than OR.
/// </summary>
internal ref struct FilterParser
{
    /// <summary>Google's bound on a filter, in bytes of UTF-8.</summary>
    public const int MaxBytes = 256;

    private FilterLexer _lexer;
    private FilterToken _token;

    private FilterParser(string source)
    {
        _lexer = new FilterLexer(source);
        _token = _lexer.Next();
    }

    /// <exception cref="ApiException">The filter is too long or malformed; says where.</exception>
    public static Filter Parse(string source)
    {
        if (Encoding.UTF8.GetByteCount(source) > MaxBytes)
        {
            throw ApiException.InvalidArgument($"Invalid filter: it has more than {MaxBytes} bytes.");
        }
        var parser = new FilterParser(source);
        var filter = parser.Either();
        return parser._token.Kind == FilterTokenKind.End ? filter : throw parser.Unexpected("the end");
    }

    private Filter Either()
    {
        var left = Both();
        while (TakeWord("OR"))
        {
            var (first, second) = (left, Both());
            left = attributes => first(attributes) || second(attributes);
        }
        return left;
    }

    private Filter Both()
    {
        var left = One();
        while (TakeWord("AND"))
        {
            var (first, second) = (left, One());
            left = attributes => first(attributes) && second(attributes);
        }
        return left;
    }

    private Filter One()
    {
        if (TakeWord("NOT") || TakeSign("-"))
        {
            var negated = One();
            return attributes => !negated(attributes);
        }
        if (TakeSign("("))
        {
            var inner = Either();
            RequireSign(")");
            return inner;
        }
        return TakeWord("hasPrefix") ? HasPrefix() : Comparison();
    }

    private Filter HasPrefix()
    {
        RequireSign("(");
        RequireAttributes();
        RequireSign(".");
        var key = Key();
        RequireSign(",");
        var prefix = Text();
        RequireSign(")");
        return attributes =>
            attributes.TryGetValue(key, out var value) && value.StartsWith(prefix, StringComparison.Ordinal);
    }

    private Filter Comparison()
    {
        RequireAttributes();
        if (TakeSign(":"))
        {
            var present = Key();
            return attributes => attributes.ContainsKey(present);
        }
        RequireSign(".");
        var key = Key();
        var isNegated = TakeSign("!=");
        if (!isNegated)
        {
            RequireSign("=");
        }
        var expected = Text();
        return attributes => (attributes.TryGetValue(key, out var value) && value == expected) != isNegated;
    }

    private string Key() =>
        _token.Kind is FilterTokenKind.Word or FilterTokenKind.Text
            ? Take().Value
            : throw Unexpected("an attribute key");

    private string Text() =>
        _token.Kind == FilterTokenKind.Text ? Take().Value : throw Unexpected("a value in quotation marks");

    private void RequireAttributes()
    {
        if (!TakeWord("attributes"))
        {
            throw Unexpected("'attributes'");
        }
    }

    private void RequireSign(string sign)
    {
        if (!TakeSign(sign))
        {
            throw Unexpected($"'{sign}'");
        }
    }

    private bool TakeSign(string sign) => TakeIf(_token.IsSign(sign));

    private bool TakeWord(string word) => TakeIf(_token.IsWord(word));

    private bool TakeIf(bool matches)
    {
        if (matches)
        {
            Take();
        }
        return matches;
    }

    private FilterToken Take()
    {
        var taken = _token;
        _token = _lexer.Next();
        return taken;
    }

    private readonly ApiException Unexpected(string expected) =>
        FilterLexer.Error($"{expected} is expected", _token.Position);
}
