using System.Text;
using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>What becomes of each token: replaced, removed, with text before or after it. Later text goes outside earlier text.</summary>
internal sealed class TokenEdits(IReadOnlyList<Token> tokens)
{
    private readonly string?[] _replaced = new string?[tokens.Count];
    private readonly string?[] _before = new string?[tokens.Count];
    private readonly string?[] _after = new string?[tokens.Count];

    public void Replace(int i, string text) => _replaced[i] = text;

    public void Remove(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            _replaced[i] = "";
        }
    }

    /// <summary>The tokens become one text.</summary>
    public void Replace(int from, int end, string text)
    {
        Remove(from, end);
        _replaced[from] = text;
    }

    public void Surround(int first, int last, string open, string close)
    {
        _before[first] = open + " " + _before[first];
        _after[last] = _after[last] + " " + close;
    }

    public void Append(int last, string text) => _after[last] += " " + text;

    public string Write(int end)
    {
        var sql = new StringBuilder();
        for (var i = 0; i < end; i++)
        {
            sql.Append(_before[i]).Append(_replaced[i] ?? Plain(tokens[i])).Append(_after[i]).Append(' ');
        }

        return sql.ToString().TrimEnd();
    }

    private static string Plain(Token token) =>
        token.Kind switch
        {
            TokenKind.Text => Sqlite.Literal(token.Text),
            TokenKind.Quoted => Sqlite.Quote(token.Text),
            // Parameter names have no case in GoogleSQL, but have in SQLite.
            TokenKind.Parameter => token.Text.ToLowerInvariant(),
            TokenKind.Word when Keywords.ReservedInSqlite.Contains(token.Text) => Sqlite.Quote(token.Text),
            _ => token.Text,
        };
}
