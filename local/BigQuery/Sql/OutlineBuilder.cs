namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>Walks the tokens of a query once, keeping for every open bracket the clause it is in.</summary>
internal sealed class OutlineBuilder
{
    private enum Clause
    {
        None,
        Select,
        From,
        On,
        Other,
    }

    private sealed class Level
    {
        public Clause Clause { get; set; }
        public int Select { get; set; }
        public int ItemStart { get; set; }
        public bool ExpectsTable { get; set; }
        public bool IsTable { get; init; }
    }

    /// <summary>Calls that stand for a table: GoogleSQL's own, and the ones views in SQLite's dialect use instead.</summary>
    private static readonly HashSet<string> TableCalls = new(StringComparer.OrdinalIgnoreCase)
    {
        "UNNEST",
        "JSON_EACH",
        "JSON_TREE",
    };

    private readonly QueryOutline _outline;
    private readonly Stack<(int Open, Level Level)> _levels = new();
    private Level _level = new();
    private int _selects;

    private readonly Func<IReadOnlyList<string>, bool> _isTable;

    private OutlineBuilder(IReadOnlyList<Token> tokens, Func<IReadOnlyList<string>, bool> isTable)
    {
        _outline = new QueryOutline(tokens);
        _isTable = isTable;
    }

    private IReadOnlyList<Token> Tokens => _outline.Tokens;

    /// <param name="tokens">One SELECT statement.</param>
    /// <param name="isTable">Tells <c>dataset.table</c> from <c>alias.array</c>.</param>
    /// <exception cref="ApiException">invalidQuery: brackets do not match.</exception>
    public static QueryOutline Build(IReadOnlyList<Token> tokens, Func<IReadOnlyList<string>, bool> isTable)
    {
        var builder = new OutlineBuilder(tokens, isTable);
        builder.FindCommonTables();
        for (var i = 0; i < tokens.Count; i++)
        {
            i = builder.Step(i);
        }

        if (builder._levels.Count > 0)
        {
            throw ApiException.InvalidQuery(
                $"Syntax error: Expected \")\" for the \"(\" {tokens[builder._levels.Peek().Open].At} but got end of script"
            );
        }

        builder.EndItem(tokens.Count);
        return builder._outline;
    }

    private void FindCommonTables()
    {
        for (var i = 0; i + 3 < Tokens.Count; i++)
        {
            if (
                Tokens[i].IsName
                && Tokens[i + 1].Is("AS")
                && Tokens[i + 2].Is("(")
                && (Tokens[i + 3].Is("SELECT") || Tokens[i + 3].Is("WITH"))
            )
            {
                _outline.CommonTables.Add(Tokens[i].Text);
                _outline.Qualifiers.Add(Tokens[i].Text);
                _outline.Taken.Add(i);
            }
        }
    }

    /// <returns>The last token that the step used.</returns>
    private int Step(int i)
    {
        var token = Tokens[i];
        switch (token)
        {
            case { Kind: TokenKind.Symbol, Text: "(" }:
                Open(i);
                return i;
            case { Kind: TokenKind.Symbol, Text: ")" }:
                return Close(i);
            case { Kind: TokenKind.Symbol, Text: "," }:
                Comma(i);
                return i;
        }

        if (_level.ExpectsTable && token.IsName)
        {
            _level.ExpectsTable = false;
            return _outline.IsCall(i) && TableCalls.Contains(token.Text) ? i : ReadTable(i);
        }

        if (token.Kind == TokenKind.Word)
        {
            Keyword(i);
        }

        return i;
    }

    private void Open(int i)
    {
        var opensTable = _level.ExpectsTable;
        var isTableCall = i > 0 && _outline.IsCall(i - 1) && TableCalls.Contains(Tokens[i - 1].Text);
        var isQuery = _outline.IsAt(i + 1, "SELECT") || _outline.IsAt(i + 1, "WITH");
        _level.ExpectsTable = false;
        _levels.Push((i, _level));
        _level = new Level
        {
            Clause = opensTable && !isQuery ? Clause.From : Clause.None,
            ExpectsTable = opensTable && !isQuery,
            Select = _level.Select,
            IsTable = opensTable || (isTableCall && _level.Clause == Clause.From),
        };
    }

    private int Close(int i)
    {
        EndItem(i);
        if (!_levels.TryPop(out var opened))
        {
            throw ApiException.InvalidQuery($"Syntax error: Unexpected \")\" {Tokens[i].At}");
        }

        var isFromItem = _level.IsTable;
        _level = opened.Level;
        _outline.Closing[opened.Open] = i;
        if (!isFromItem)
        {
            return i;
        }

        var last = ReadAlias(i + 1, out var alias);
        if (_outline.IsAt(opened.Open - 1, "UNNEST"))
        {
            AddArray(
                new ArrayMention(
                    opened.Open - 1,
                    i + 1,
                    alias ?? $"unnest_{i}",
                    alias is not null,
                    false,
                    _level.Select
                )
            );
        }

        return last;
    }

    private void Comma(int i)
    {
        if (_level.Clause == Clause.Select)
        {
            EndItem(i);
            _level.Clause = Clause.Select;
            _level.ItemStart = i + 1;
        }
        else if (_level.Clause is Clause.From or Clause.On)
        {
            _level.Clause = Clause.From;
            _level.ExpectsTable = true;
        }
    }

    private void Keyword(int i)
    {
        switch (Tokens[i].Text.ToUpperInvariant())
        {
            case "SELECT":
                var skip = _outline.IsAt(i + 1, "DISTINCT") || _outline.IsAt(i + 1, "ALL") ? 2 : 1;
                _level.Clause = Clause.Select;
                _level.Select = ++_selects;
                _level.ItemStart = i + skip;
                break;
            case "FROM" when _level.Clause == Clause.Select && !IsDistinctFrom(i):
                EndItem(i);
                _level.Clause = Clause.From;
                _level.ExpectsTable = true;
                break;
            case "JOIN" when _level.Clause is Clause.From or Clause.On:
                _level.Clause = Clause.From;
                _level.ExpectsTable = true;
                break;
            case "ON" or "USING" when _level.Clause == Clause.From:
                _level.Clause = Clause.On;
                break;
            case "WHERE" or "GROUP" or "HAVING" or "ORDER" or "LIMIT" or "WINDOW" or "UNION" or "INTERSECT":
                EndItem(i);
                _level.Clause = Clause.Other;
                break;
        }
    }

    /// <summary>The FROM of <c>IS [NOT] DISTINCT FROM</c> begins no clause.</summary>
    private bool IsDistinctFrom(int i) =>
        _outline.IsAt(i - 1, "DISTINCT") && (_outline.IsAt(i - 2, "IS") || _outline.IsAt(i - 2, "NOT"));

    private int ReadTable(int i)
    {
        var names = new List<string> { Tokens[i].Text };
        var end = i + 1;
        // A project may be written with dashes and without backticks.
        while (_outline.IsAt(end, "-") && end + 1 < Tokens.Count && names.Count == 1)
        {
            names[0] += "-" + Tokens[end + 1].Text;
            end += 2;
        }

        while (_outline.IsAt(end, ".") && end + 1 < Tokens.Count && Tokens[end + 1].IsName)
        {
            names.Add(Tokens[end + 1].Text);
            end += 2;
        }

        if (_outline.IsAt(end, "("))
        {
            throw ApiException.NotSupported($"the table function {Tokens[i].Text} {Tokens[i].At}");
        }

        for (var taken = i; taken < end; taken++)
        {
            _outline.Taken.Add(taken);
        }

        var last = ReadAlias(end, out var alias);
        if (names.Count > 1 && _outline.Qualifiers.Contains(names[0]) && !_isTable(names))
        {
            AddArray(new ArrayMention(i, end, alias ?? names[^1], alias is not null, IsPath: true, _level.Select));
        }
        else
        {
            _outline.Tables.Add(new TableMention(i, end, names, alias));
            _outline.Qualifiers.Add(alias ?? names[^1]);
        }

        return last;
    }

    private void AddArray(ArrayMention array)
    {
        _outline.Arrays.Add(array);
        _outline.Qualifiers.Add(array.Alias);
    }

    /// <returns>The last token of the alias, or the one before it when there is none.</returns>
    private int ReadAlias(int i, out string? alias)
    {
        alias = null;
        var name = _outline.IsAt(i, "AS") ? i + 1 : i;
        if (
            name >= Tokens.Count
            || !Tokens[name].IsName
            || Tokens[name].IsAny(Keywords.Reserved)
            || Tokens[name].IsAny(Keywords.AfterTable)
        )
        {
            return i - 1;
        }

        alias = Tokens[name].Text;
        _outline.Qualifiers.Add(alias);
        _outline.Taken.Add(name);
        return name;
    }

    private void EndItem(int end)
    {
        if (_level.Clause != Clause.Select)
        {
            return;
        }

        _level.Clause = Clause.Other;
        var start = _level.ItemStart;
        if (start >= end)
        {
            // A trailing comma is allowed before FROM; SQLite will refuse any other gap.
            return;
        }

        string? alias = null;
        var last = Tokens[end - 1];
        if (end - start >= 2 && last.IsName && !last.IsAny(Keywords.Reserved) && EndsOperand(end - 2))
        {
            alias = last.Text;
            _outline.Taken.Add(end - 1);
            end -= _outline.IsAt(end - 2, "AS") ? 2 : 1;
        }

        _outline.Items.Add(new SelectItem(start, end, alias, _level.Select));
    }

    private bool EndsOperand(int i)
    {
        var token = Tokens[i];
        return token.Kind switch
        {
            TokenKind.Symbol => token.Text is ")" or "]",
            TokenKind.Word => token.Is("AS") || token.IsAny(Keywords.Operands) || !token.IsAny(Keywords.Reserved),
            _ => true,
        };
    }
}
