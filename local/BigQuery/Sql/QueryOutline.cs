namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>A table named in FROM: its tokens from Start up to End, its path and its alias.</summary>
internal sealed record TableMention(int Start, int End, IReadOnlyList<string> Path, string? Alias);

/// <summary>An <c>UNNEST(…)</c>, or an array path in FROM, in the select list numbered Select.</summary>
internal sealed record ArrayMention(int Start, int End, string Alias, bool HasAlias, bool IsPath, int Select);

/// <summary>One item of a select list: its tokens from Start up to End, alias excluded.</summary>
internal sealed record SelectItem(int Start, int End, string? Alias, int Select);

/// <summary>Where tables, arrays, aliases and select items are in a query; found without parsing its expressions.</summary>
internal sealed class QueryOutline(IReadOnlyList<Token> tokens)
{
    public IReadOnlyList<Token> Tokens { get; } = tokens;

    /// <summary>For every opening bracket the position of its closing one.</summary>
    public Dictionary<int, int> Closing { get; } = [];

    public List<TableMention> Tables { get; } = [];

    public List<ArrayMention> Arrays { get; } = [];

    public List<SelectItem> Items { get; } = [];

    /// <summary>Names given by WITH.</summary>
    public HashSet<string> CommonTables { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What can stand before the dot of a column: aliases, tables, names given by WITH.</summary>
    public HashSet<string> Qualifiers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tokens that some other part of the outline has taken: table paths, aliases.</summary>
    public HashSet<int> Taken { get; } = [];

    public bool IsCall(int i) => Tokens[i].Kind == TokenKind.Word && IsAt(i + 1, "(");

    public bool IsAt(int i, string wordOrSymbol) => i >= 0 && i < Tokens.Count && Tokens[i].Is(wordOrSymbol);

    /// <summary>The token is a name that no dot precedes and no keyword is.</summary>
    public bool StartsPath(int i) =>
        Tokens[i].IsName && !Tokens[i].IsAny(Keywords.Reserved) && !IsAt(i - 1, ".") && !IsCall(i);

    /// <summary>The end of the dotted path that begins at a name.</summary>
    public int PathEnd(int start)
    {
        var end = start + 1;
        while (IsAt(end, ".") && end + 1 < Tokens.Count && Tokens[end + 1].IsName)
        {
            end += 2;
        }

        return end;
    }

    public IReadOnlyList<string> Path(int start, int end)
    {
        var names = new List<string>((end - start + 1) / 2);
        for (var i = start; i < end; i += 2)
        {
            names.Add(Tokens[i].Text);
        }

        return names;
    }
}
