namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>Splits GoogleSQL into tokens: comments gone, string literals decoded, paths in backticks taken apart.</summary>
internal sealed class Lexer
{
    private static readonly string[] Operators = ["->>", "->", "==", "<>", "!=", "<=", ">=", "||", "<<", ">>", "=>"];

    private readonly string _sql;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private Lexer(string sql) => _sql = sql;

    /// <exception cref="ApiException">invalidQuery: a literal, name or comment is not closed, or a character is unknown.</exception>
    public static IReadOnlyList<Token> Read(string sql)
    {
        var lexer = new Lexer(sql);
        while (lexer.SkipBlank())
        {
            lexer.ReadToken();
        }

        return lexer._tokens;
    }

    private int Column => _at - _lineStart + 1;

    private char Peek(int ahead = 0) => _at + ahead < _sql.Length ? _sql[_at + ahead] : '\0';

    /// <summary>False at the end.</summary>
    private bool SkipBlank()
    {
        while (_at < _sql.Length)
        {
            if (char.IsWhiteSpace(_sql[_at]))
            {
                Advance();
            }
            else if (_sql[_at] == '#' || (_sql[_at] == '-' && Peek(1) == '-'))
            {
                while (_at < _sql.Length && _sql[_at] != '\n')
                {
                    Advance();
                }
            }
            else if (_sql[_at] == '/' && Peek(1) == '*')
            {
                var end = _sql.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    throw Error("Unclosed comment");
                }

                AdvanceTo(end + 2);
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void ReadToken()
    {
        var c = _sql[_at];
        if (StringLiteral.TryFind(_sql, _at, out var literal))
        {
            var (line, column) = (_line, Column);
            var text = literal.Decode(_sql, Error, out var end);
            AdvanceTo(end);
            _tokens.Add(new Token(TokenKind.Text, text, line, column));
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            Take(TokenKind.Number, NumberEnd());
        }
        else if (IsNameStart(c))
        {
            Take(TokenKind.Word, NameEnd(_at));
        }
        else if (c == '@' && IsNameStart(Peek(1)))
        {
            Take(TokenKind.Parameter, NameEnd(_at + 1));
        }
        else if (c == '?')
        {
            Take(TokenKind.Parameter, _at + 1);
        }
        else if (c == '`')
        {
            ReadQuoted();
        }
        else if (Array.Find(Operators, op => string.CompareOrdinal(_sql, _at, op, 0, op.Length) == 0) is { } found)
        {
            Take(TokenKind.Symbol, _at + found.Length);
        }
        else if ("()[]{},.;+-*/=<>%|&^~:".Contains(c, StringComparison.Ordinal))
        {
            Take(TokenKind.Symbol, _at + 1);
        }
        else
        {
            throw Error($"Illegal input character \"{c}\"");
        }
    }

    private void ReadQuoted()
    {
        var end = _sql.IndexOf('`', _at + 1);
        if (end <= _at + 1)
        {
            throw Error(end < 0 ? "Unclosed identifier literal" : "Invalid empty identifier");
        }

        var (line, column) = (_line, Column);
        var parts = _sql[(_at + 1)..end].Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                _tokens.Add(new Token(TokenKind.Symbol, ".", line, column));
            }

            _tokens.Add(new Token(TokenKind.Quoted, parts[i], line, column));
        }

        AdvanceTo(end + 1);
    }

    private void Take(TokenKind kind, int end)
    {
        _tokens.Add(new Token(kind, _sql[_at..end], _line, Column));
        AdvanceTo(end);
    }

    private int NumberEnd()
    {
        var end = _at;
        if (_sql[_at] == '0' && Peek(1) is 'x' or 'X')
        {
            return NameEnd(_at);
        }

        while (end < _sql.Length && (char.IsAsciiDigit(_sql[end]) || _sql[end] == '.' || IsExponentPart(end)))
        {
            end++;
        }

        return end;
    }

    private bool IsExponentPart(int i) =>
        _sql[i] is 'e' or 'E'
        || (
            _sql[i] is '+' or '-'
            && i > _at
            && _sql[i - 1] is 'e' or 'E'
            && i + 1 < _sql.Length
            && char.IsAsciiDigit(_sql[i + 1])
        );

    private int NameEnd(int start)
    {
        var end = start + 1;
        while (end < _sql.Length && (IsNameStart(_sql[end]) || char.IsAsciiDigit(_sql[end])))
        {
            end++;
        }

        return end;
    }

    private static bool IsNameStart(char c) => c == '_' || char.IsAsciiLetter(c);

    private void AdvanceTo(int end)
    {
        while (_at < end)
        {
            Advance();
        }
    }

    private void Advance()
    {
        if (_sql[_at] == '\n')
        {
            _line++;
            _lineStart = _at + 1;
        }

        _at++;
    }

    private ApiException Error(string what) => ApiException.InvalidQuery($"Syntax error: {what} at [{_line}:{Column}]");
}
