using System.Runtime.InteropServices;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>
/// Cuts a GraphQL document into tokens (GraphQL specification, October 2021, section 2.1). Never throws: what is no
/// token is <see cref="GraphQLToken.Bad"/>. A copy of it is a place to come back to.
/// </summary>
/// <param name="document">The document.</param>
/// <param name="place">Where to begin.</param>
[StructLayout(LayoutKind.Auto)]
internal ref struct GraphQLLexer(ReadOnlySpan<char> document, int place)
{
    private readonly ReadOnlySpan<char> _document = document;
    private int _at = place;
    private int _start = place;

    public GraphQLToken Token { get; private set; } = GraphQLToken.End;

    /// <summary>The token's text.</summary>
    public readonly ReadOnlySpan<char> Text => _document[_start.._at];

    /// <summary>Where the token begins.</summary>
    public readonly int Start => _start;

    /// <summary>Whether the token is this punctuator.</summary>
    public readonly bool Is(char punctuator) => Token is GraphQLToken.Punctuator && _document[_start] == punctuator;

    /// <summary>Whether the token is this name.</summary>
    public readonly bool IsName(ReadOnlySpan<char> name) => Token is GraphQLToken.Name && Text.SequenceEqual(name);

    public bool Next()
    {
        SkipIgnored();
        _start = _at;
        Token = Read();
        return Token is not (GraphQLToken.End or GraphQLToken.Bad);
    }

    /// <summary>At an opening bracket: goes to the bracket that closes it.</summary>
    public bool SkipGroup()
    {
        var depth = 0;
        do
        {
            if (Token is GraphQLToken.Punctuator)
            {
                depth += _document[_start] switch
                {
                    '{' or '(' or '[' => 1,
                    '}' or ')' or ']' => -1,
                    _ => 0,
                };
            }

            if (depth == 0)
            {
                return true;
            }
        } while (Next());

        return false;
    }

    private void SkipIgnored()
    {
        while (_at < _document.Length)
        {
            switch (_document[_at])
            {
                case ' ' or '\t' or '\r' or '\n' or ',' or '\uFEFF':
                    _at++;
                    break;
                case '#':
                    var line = _document[_at..].IndexOfAny('\r', '\n');
                    _at = line < 0 ? _document.Length : _at + line;
                    break;
                default:
                    return;
            }
        }
    }

    private GraphQLToken Read()
    {
        if (_at == _document.Length)
        {
            return GraphQLToken.End;
        }

        var c = _document[_at];
        switch (c)
        {
            case '!' or '$' or '&' or '(' or ')' or ':' or '=' or '@' or '[' or ']' or '{' or '|' or '}':
                _at++;
                return GraphQLToken.Punctuator;
            case '.':
                if (!_document[_at..].StartsWith("..."))
                {
                    return GraphQLToken.Bad;
                }

                _at += 3;
                return GraphQLToken.Spread;
            case '"':
                return ReadString();
            case '-' or (>= '0' and <= '9'):
                _at++;
                while (_at < _document.Length && IsNumberPart(_document[_at]))
                {
                    _at++;
                }

                return GraphQLToken.Number;
            case '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'):
                while (_at < _document.Length && (char.IsAsciiLetterOrDigit(_document[_at]) || _document[_at] is '_'))
                {
                    _at++;
                }

                return GraphQLToken.Name;
            default:
                return GraphQLToken.Bad;
        }
    }

    private GraphQLToken ReadString()
    {
        var rest = _document[_at..];
        if (rest.StartsWith("\"\"\""))
        {
            for (_at += 3; _at < _document.Length; _at++)
            {
                rest = _document[_at..];
                if (rest.StartsWith("\\\"\"\""))
                {
                    _at += 3;
                }
                else if (rest.StartsWith("\"\"\""))
                {
                    _at += 3;
                    return GraphQLToken.BlockString;
                }
            }

            return GraphQLToken.Bad;
        }

        for (_at++; _at < _document.Length; _at++)
        {
            switch (_document[_at])
            {
                case '"':
                    _at++;
                    return GraphQLToken.String;
                case '\\' when _at + 1 < _document.Length:
                    _at++;
                    break;
                case '\r' or '\n':
                    return GraphQLToken.Bad;
            }
        }

        return GraphQLToken.Bad;
    }

    private static bool IsNumberPart(char c) => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-';
}
