using System.Text.Json;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>Collects the fields an operation selects at its root, through fragments, by the specification's rules.</summary>
internal sealed class GraphQLSelections(
    string document,
    IReadOnlyDictionary<string, int> fragments,
    JsonElement variables
)
{
    private const int MostFields = 100;
    private const int MaxDepth = 64;

    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);
    private readonly List<RootField> _fields = [];
    private int _depth;

    /// <summary>In the document's order; fields that <c>@skip</c> and <c>@include</c> take out are not there.</summary>
    public IReadOnlyList<RootField> Fields => _fields;

    /// <param name="at">Where the selection begins.</param>
    public void Read(int at)
    {
        if (_depth == MaxDepth)
        {
            return;
        }

        _depth++;
        ReadSelectionsHere(at);
        _depth--;
    }

    private void ReadSelectionsHere(int at)
    {
        var lexer = GraphQLDocument.At(document, at);
        lexer.Next();
        while (!lexer.Is('}') && _fields.Count < MostFields)
        {
            var read = lexer.Token switch
            {
                GraphQLToken.Spread => ReadSpread(ref lexer),
                GraphQLToken.Name => ReadField(ref lexer),
                _ => false,
            };
            if (!read)
            {
                return;
            }
        }
    }

    // Each reader begins at its first token and ends behind its last.
    private bool ReadSpread(ref GraphQLLexer lexer)
    {
        if (!lexer.Next())
        {
            return false;
        }

        string? fragment = null;
        if (lexer.IsName("on"))
        {
            // An inline fragment: the type's name goes.
            if (!lexer.Next() || !lexer.Next())
            {
                return false;
            }
        }
        else if (lexer.Token is GraphQLToken.Name)
        {
            fragment = lexer.Text.ToString();
            lexer.Next();
        }

        var included = ReadDirectives(ref lexer);
        if (fragment is not null)
        {
            // Once each, as the specification collects fields: what is spread twice is merged.
            if (included && fragments.TryGetValue(fragment, out var at) && _entered.Add(fragment))
            {
                Read(at);
            }

            return lexer.Token is not (GraphQLToken.End or GraphQLToken.Bad);
        }

        if (!lexer.Is('{'))
        {
            return false;
        }

        if (included)
        {
            Read(lexer.Start);
        }

        return lexer.SkipGroup() && lexer.Next();
    }

    private bool ReadField(ref GraphQLLexer lexer)
    {
        var name = lexer.Text.ToString();
        var key = name;
        lexer.Next();
        if (lexer.Is(':'))
        {
            if (!lexer.Next() || lexer.Token is not GraphQLToken.Name)
            {
                return false;
            }

            name = lexer.Text.ToString();
            lexer.Next();
        }

        var arguments = -1;
        if (lexer.Is('('))
        {
            arguments = lexer.Start;
            if (!lexer.SkipGroup())
            {
                return false;
            }

            lexer.Next();
        }

        if (ReadDirectives(ref lexer) && !_fields.Exists(field => string.Equals(field.ResponseKey, key)))
        {
            _fields.Add(new RootField(name, key, arguments));
        }

        if (lexer.Is('{'))
        {
            return lexer.SkipGroup() && lexer.Next();
        }

        return lexer.Token is not (GraphQLToken.End or GraphQLToken.Bad);
    }

    /// <returns>Whether what the directives are on is selected.</returns>
    private bool ReadDirectives(ref GraphQLLexer lexer)
    {
        var included = true;
        while (lexer.Is('@') && lexer.Next())
        {
            var skip = lexer.IsName("skip");
            var include = lexer.IsName("include");
            lexer.Next();
            if (!lexer.Is('('))
            {
                continue;
            }

            if (skip || include)
            {
                included &= Condition(lexer) is not { } condition || condition == include;
            }

            lexer.SkipGroup();
            lexer.Next();
        }

        return included;
    }

    // "(if: true)" or "(if: $variable)"; null where it cannot be told.
    private bool? Condition(GraphQLLexer lexer)
    {
        if (!lexer.Next() || !lexer.IsName("if") || !lexer.Next() || !lexer.Is(':') || !lexer.Next())
        {
            return null;
        }

        if (lexer.IsName("true") || lexer.IsName("false"))
        {
            return lexer.IsName("true");
        }

        if (!lexer.Is('$') || !lexer.Next())
        {
            return null;
        }

        var name = lexer.Text.ToString();
        if (variables.ValueKind is JsonValueKind.Object && variables.TryGetProperty(name, out var value))
        {
            return value.ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            };
        }

        return null;
    }
}
