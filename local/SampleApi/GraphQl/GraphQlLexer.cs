using System.Globalization;
using System.Text;

namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>Splits a GraphQL document into tokens (spec, October 2021, section 2.1).</summary>
internal ref struct GraphQlLexer(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _at;

    /// <exception cref="GraphQlSyntaxException">A character does not belong here, or a string does not end.</exception>
    public Token Next()
    {
        SkipIgnored();
        if (_at >= _text.Length)
        {
            return new Token(TokenKind.End, "");
        }

        var c = _text[_at];
        return c switch
        {
            '"' => _text[_at..].StartsWith("\"\"\"") ? BlockString() : String(),
            '-' or (>= '0' and <= '9') => While(
                TokenKind.Number,
                static n => char.IsAsciiLetterOrDigit(n) || n is '.' or '+' or '-'
            ),
            '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') => While(
                TokenKind.Name,
                static n => char.IsAsciiLetterOrDigit(n) || n == '_'
            ),
            '.' when _text[_at..].StartsWith("...") => Punctuator(3),
            '!' or '$' or '&' or '(' or ')' or ':' or '=' or '@' or '[' or ']' or '{' or '|' or '}' => Punctuator(1),
            _ => throw new GraphQlSyntaxException($"Syntax Error: unexpected character at {_at}."),
        };
    }

    private void SkipIgnored()
    {
        while (_at < _text.Length)
        {
            if (_text[_at] == '#')
            {
                var rest = _text[_at..].IndexOfAny('\r', '\n');
                _at = rest < 0 ? _text.Length : _at + rest;
            }
            else if (_text[_at] is ' ' or '\t' or '\r' or '\n' or ',' or '\uFEFF')
            {
                _at++;
            }
            else
            {
                return;
            }
        }
    }

    private Token While(TokenKind kind, Func<char, bool> belongs)
    {
        var start = _at++;
        while (_at < _text.Length && belongs(_text[_at]))
        {
            _at++;
        }

        return new Token(kind, _text[start.._at].ToString());
    }

    private Token Punctuator(int length)
    {
        var token = new Token(TokenKind.Punctuator, _text.Slice(_at, length).ToString());
        _at += length;
        return token;
    }

    private Token String()
    {
        var value = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] is not ('"' or '\r' or '\n'); _at++)
        {
            value.Append(_text[_at] == '\\' ? Escape() : _text[_at]);
        }

        if (_at >= _text.Length || _text[_at] != '"')
        {
            throw new GraphQlSyntaxException("Syntax Error: a string does not end.");
        }

        _at++;
        return new Token(TokenKind.String, value.ToString());
    }

    private char Escape()
    {
        _at++;
        var escaped = _at < _text.Length ? _text[_at] : '\0';
        switch (escaped)
        {
            case '"' or '\\' or '/':
                return escaped;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u'
                when _at + 4 < _text.Length
                    && ushort.TryParse(_text.Slice(_at + 1, 4), NumberStyles.AllowHexSpecifier, null, out var code):
                _at += 4;
                return (char)code;
            default:
                throw new GraphQlSyntaxException("Syntax Error: a string has an escape that does not exist.");
        }
    }

    // Indentation is kept: no field of this API is sensitive to it.
    private Token BlockString()
    {
        const string quotes = "\"\"\"";
        const string escapedQuotes = "\\\"\"\"";
        var start = _at + quotes.Length;
        for (_at = start; _at < _text.Length; _at++)
        {
            if (_text[_at..].StartsWith(escapedQuotes))
            {
                _at += quotes.Length;
            }
            else if (_text[_at..].StartsWith(quotes))
            {
                var value = _text[start.._at].ToString().Replace(escapedQuotes, quotes, StringComparison.Ordinal);
                _at += quotes.Length;
                return new Token(TokenKind.String, value);
            }
        }

        throw new GraphQlSyntaxException("Syntax Error: a block string does not end.");
    }
}
