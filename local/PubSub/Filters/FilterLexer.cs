using System.Globalization;
using System.Text;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Filters;

/// <summary>Cuts a filter into tokens.</summary>
internal ref struct FilterLexer(string source)
{
    private int _position;

    /// <exception cref="ApiException">A character that starts no token, or text that never ends.</exception>
    public FilterToken Next()
    {
        while (_position < source.Length && char.IsWhiteSpace(source[_position]))
        {
            _position++;
        }
        var start = _position;
        if (start == source.Length)
        {
            return new FilterToken(FilterTokenKind.End, "", start);
        }
        var first = source[_position++];
        switch (first)
        {
            case '(' or ')' or ',' or '.' or ':' or '=' or '-':
                return new FilterToken(FilterTokenKind.Sign, first.ToString(), start);
            case '!' when _position < source.Length && source[_position] == '=':
                _position++;
                return new FilterToken(FilterTokenKind.Sign, "!=", start);
            case '"':
                return new FilterToken(FilterTokenKind.Text, ReadText(start), start);
            case var _ when IsWordCharacter(first):
                while (_position < source.Length && (IsWordCharacter(source[_position]) || source[_position] == '-'))
                {
                    _position++;
                }
                return new FilterToken(FilterTokenKind.Word, source[start.._position], start);
            default:
                throw Error($"unexpected '{first}'", start);
        }
    }

    public static ApiException Error(string what, int position) =>
        ApiException.InvalidArgument($"Invalid filter: {what} at character {position + 1}.");

    private static bool IsWordCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    private string ReadText(int start)
    {
        var text = new StringBuilder();
        while (_position < source.Length)
        {
            var character = source[_position++];
            switch (character)
            {
                case '"':
                    return text.ToString();
                case '\\' when _position < source.Length:
                    text.Append(ReadEscape());
                    break;
                default:
                    text.Append(character);
                    break;
            }
        }
        throw Error("text without a closing quotation mark", start);
    }

    private char ReadEscape()
    {
        var start = _position - 1;
        var code = source[_position++];
        return code switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '"' or '\'' or '\\' => code,
            'x' => ReadHex(2, start),
            'u' => ReadHex(4, start),
            _ => throw Error($"unknown escape '\\{code}'", start),
        };
    }

    private char ReadHex(int digits, int start)
    {
        if (
            _position + digits > source.Length
            || !ushort.TryParse(
                source.AsSpan(_position, digits),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            throw Error("an escape without its hexadecimal digits", start);
        }
        _position += digits;
        return (char)value;
    }
}
