namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>Splits GoogleSQL into tokens: comments gone, string literals decoded, paths in backticks taken apart.</summary>
internal sealed class Lexer
{
    private static readonly string[] Operators = ["->>", "->", "==", "<>", "!=", "<=", ">=", "||", "<<", ">>", "=>"];

    private readonly string sql;
    private readonly List<Token> tokens = [];
    private int at;
    private int line = 1;
    private int lineStart;

    private Lexer(string sql) => this.sql = sql;

    /// <exception cref="ApiException">invalidQuery: a literal, name or comment is not closed, or a character is unknown.</exception>
    public static IReadOnlyList<Token> Read(string sql)
    {
        var lexer = new Lexer(sql);
        while (lexer.SkipBlank())
        {
            lexer.ReadToken();
        }

        return lexer.tokens;
    }

    private int Column => at - lineStart + 1;

    private char Peek(int ahead = 0) => at + ahead < sql.Length ? sql[at + ahead] : '\0';

    /// <summary>False at the end.</summary>
    private bool SkipBlank()
    {
        while (at < sql.Length)
        {
            if (char.IsWhiteSpace(sql[at]))
            {
                Advance();
            }
            else if (sql[at] == '#' || (sql[at] == '-' && Peek(1) == '-'))
            {
                while (at < sql.Length && sql[at] != '\n')
                {
                    Advance();
                }
            }
            else if (sql[at] == '/' && Peek(1) == '*')
            {
                var end = sql.IndexOf("*/", at + 2, StringComparison.Ordinal);
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
        var c = sql[at];
        if (StringLiteral.TryFind(sql, at, out var literal))
        {
            var (line, column) = (this.line, Column);
            var text = literal.Decode(sql, Error, out var end);
            AdvanceTo(end);
            tokens.Add(new Token(TokenKind.Text, text, line, column));
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            Take(TokenKind.Number, NumberEnd());
        }
        else if (IsNameStart(c))
        {
            Take(TokenKind.Word, NameEnd(at));
        }
        else if (c == '@' && IsNameStart(Peek(1)))
        {
            Take(TokenKind.Parameter, NameEnd(at + 1));
        }
        else if (c == '?')
        {
            Take(TokenKind.Parameter, at + 1);
        }
        else if (c == '`')
        {
            ReadQuoted();
        }
        else if (Array.Find(Operators, op => string.CompareOrdinal(sql, at, op, 0, op.Length) == 0) is { } found)
        {
            Take(TokenKind.Symbol, at + found.Length);
        }
        else if ("()[]{},.;+-*/=<>%|&^~:".Contains(c, StringComparison.Ordinal))
        {
            Take(TokenKind.Symbol, at + 1);
        }
        else
        {
            throw Error($"Illegal input character \"{c}\"");
        }
    }

    private void ReadQuoted()
    {
        var end = sql.IndexOf('`', at + 1);
        if (end <= at + 1)
        {
            throw Error(end < 0 ? "Unclosed identifier literal" : "Invalid empty identifier");
        }

        var (line, column) = (this.line, Column);
        var parts = sql[(at + 1)..end].Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                tokens.Add(new Token(TokenKind.Symbol, ".", line, column));
            }

            tokens.Add(new Token(TokenKind.Quoted, parts[i], line, column));
        }

        AdvanceTo(end + 1);
    }

    private void Take(TokenKind kind, int end)
    {
        tokens.Add(new Token(kind, sql[at..end], line, Column));
        AdvanceTo(end);
    }

    private int NumberEnd()
    {
        var end = at;
        if (sql[at] == '0' && Peek(1) is 'x' or 'X')
        {
            return NameEnd(at);
        }

        while (end < sql.Length && (char.IsAsciiDigit(sql[end]) || sql[end] == '.' || IsExponentPart(end)))
        {
            end++;
        }

        return end;
    }

    private bool IsExponentPart(int i) =>
        sql[i] is 'e' or 'E'
        || (
            sql[i] is '+' or '-'
            && i > at
            && sql[i - 1] is 'e' or 'E'
            && i + 1 < sql.Length
            && char.IsAsciiDigit(sql[i + 1])
        );

    private int NameEnd(int start)
    {
        var end = start + 1;
        while (end < sql.Length && (IsNameStart(sql[end]) || char.IsAsciiDigit(sql[end])))
        {
            end++;
        }

        return end;
    }

    private static bool IsNameStart(char c) => c == '_' || char.IsAsciiLetter(c);

    private void AdvanceTo(int end)
    {
        while (at < end)
        {
            Advance();
        }
    }

    private void Advance()
    {
        if (sql[at] == '\n')
        {
            line++;
            lineStart = at + 1;
        }

        at++;
    }

    private ApiException Error(string what) => ApiException.InvalidQuery($"Syntax error: {what} at [{line}:{Column}]");
}
