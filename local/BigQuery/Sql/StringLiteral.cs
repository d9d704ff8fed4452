using System.Globalization;
using System.Text;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>
/// A GoogleSQL string literal: single or double quotes, one or three of them, raw or with escapes. A doubled quote inside a
/// single-quoted literal, which GoogleSQL refuses, is read as SQLite reads it, because views may be written in its dialect.
/// </summary>
internal readonly record struct StringLiteral(int Start, string Delimiter, bool Raw)
{
    public static bool TryFind(string sql, int at, out StringLiteral literal)
    {
        var raw = sql[at] is 'r' or 'R' && at + 1 < sql.Length;
        var quote = raw ? at + 1 : at;
        if (sql[quote] is not ('\'' or '"'))
        {
            literal = default;
            return false;
        }

        var triple = new string(sql[quote], 3);
        var isTriple = string.CompareOrdinal(sql, quote, triple, 0, 3) == 0;
        var delimiter = isTriple ? triple : triple[..1];
        literal = new StringLiteral(quote + delimiter.Length, delimiter, raw);
        return true;
    }

    public string Decode(string sql, Func<string, ApiException> error, out int end)
    {
        var text = new StringBuilder();
        var i = Start;
        while (true)
        {
            if (i >= sql.Length || (Delimiter.Length == 1 && sql[i] == '\n'))
            {
                throw error("Unclosed string literal");
            }

            if (string.CompareOrdinal(sql, i, Delimiter, 0, Delimiter.Length) == 0)
            {
                i += Delimiter.Length;
                if (Delimiter != "'" || Raw || i >= sql.Length || sql[i] != '\'')
                {
                    break;
                }

                text.Append('\'');
                i++;
            }
            else if (sql[i] == '\\' && i + 1 < sql.Length)
            {
                i = Raw ? CopyRaw(sql, i, text) : Unescape(sql, i + 1, text, error);
            }
            else
            {
                text.Append(sql[i++]);
            }
        }

        end = i;
        return text.ToString();
    }

    /// <summary>In a raw literal a backslash stays, and so does what it stands before, even a quote.</summary>
    private static int CopyRaw(string sql, int i, StringBuilder text)
    {
        text.Append(sql, i, 2);
        return i + 2;
    }

    private static int Unescape(string sql, int i, StringBuilder text, Func<string, ApiException> error)
    {
        var (digits, isHex) = sql[i] switch
        {
            'x' or 'X' => (2, true),
            'u' => (4, true),
            'U' => (8, true),
            >= '0' and <= '3' => (3, false),
            _ => (0, false),
        };
        if (digits > 0)
        {
            var from = isHex ? i + 1 : i;
            text.Append(Codepoint(sql, from, digits, isHex, error));
            return from + digits;
        }

        text.Append(
            sql[i] switch
            {
                'a' => '\a',
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'v' => '\v',
                '\\' or '\'' or '"' or '`' or '?' => sql[i],
                _ => throw error($"Illegal escape sequence: \\{sql[i]}"),
            }
        );
        return i + 1;
    }

    private static string Codepoint(string sql, int from, int digits, bool isHex, Func<string, ApiException> error)
    {
        var value = 0;
        for (var i = from; i < from + digits; i++)
        {
            var digit = i < sql.Length && char.IsAsciiHexDigit(sql[i]) ? Convert.ToInt32(sql[i..(i + 1)], 16) : 99;
            if (digit >= (isHex ? 16 : 8))
            {
                throw error($"Illegal escape sequence: \\{sql[from..Math.Min(sql.Length, from + digits)]}");
            }

            value = (value * (isHex ? 16 : 8)) + digit;
        }

        return Rune.IsValid(value) && value != 0
            ? new Rune(value).ToString()
            : throw error($"Illegal escape sequence: code point {value.ToString(CultureInfo.InvariantCulture)}");
    }
}
