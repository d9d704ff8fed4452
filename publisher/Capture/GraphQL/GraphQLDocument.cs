using System.Text.Json;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>
/// What of a GraphQL document matters here: the operation that runs and the fields it selects at its root. Reads what it
/// can of a wrong document and never throws: whether the document is valid is the server's to say.
/// </summary>
internal sealed class GraphQLDocument
{
    private const int MostFields = 100;
    private const int MaxDepth = 64;

    private readonly string _document;
    private readonly JsonElement _variables;
    private readonly Dictionary<string, int> _fragments = new(StringComparer.Ordinal);
    private readonly List<Operation> _operations = [];
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);
    private readonly List<RootField> _fields = [];
    private int _depth;

    private GraphQLDocument(string document, JsonElement variables)
    {
        _document = document;
        _variables = variables;
    }

    /// <summary>The name of the operation that runs; null where it has none.</summary>
    public string? OperationName { get; private set; }

    /// <summary>What it selects at its root, in the document's order; fields that <c>@skip</c> and <c>@include</c> take out are not there.</summary>
    public IReadOnlyList<RootField> Fields => _fields;

    /// <summary>Where the default values of its variables begin, by name.</summary>
    public IReadOnlyDictionary<string, int> Defaults { get; private set; } = new Dictionary<string, int>();

    public string Text => _document;

    public static GraphQLDocument Parse(string document, string? operationName, JsonElement variables)
    {
        var parsed = new GraphQLDocument(document, variables);
        parsed.ReadDefinitions();
        var chosen = string.IsNullOrEmpty(operationName)
            ? parsed._operations.FirstOrDefault()
            : parsed._operations.Find(operation => string.Equals(operation.Name, operationName));
        if (chosen is not null)
        {
            parsed.OperationName = chosen.Name;
            parsed.Defaults = chosen.Defaults;
            parsed.ReadSelections(chosen.SelectionAt);
        }

        return parsed;
    }

    /// <summary>A lexer that has read the token at a place.</summary>
    public GraphQLLexer At(int place)
    {
        var lexer = new GraphQLLexer(_document, place);
        lexer.Next();
        return lexer;
    }

    private void ReadDefinitions()
    {
        var lexer = new GraphQLLexer(_document, 0);
        while (lexer.Next())
        {
            if (lexer.IsName("fragment"))
            {
                if (!ReadFragment(ref lexer))
                {
                    return;
                }
            }
            else if (!ReadOperation(ref lexer))
            {
                return;
            }
        }
    }

    private bool ReadFragment(ref GraphQLLexer lexer)
    {
        if (!lexer.Next() || lexer.Token is not GraphQLToken.Name)
        {
            return false;
        }

        var name = lexer.Text.ToString();
        if (!ToSelection(ref lexer))
        {
            return false;
        }

        _fragments.TryAdd(name, lexer.Start);
        return lexer.SkipGroup();
    }

    private bool ReadOperation(ref GraphQLLexer lexer)
    {
        string? name = null;
        var defaults = new Dictionary<string, int>(StringComparer.Ordinal);
        if (lexer.Token is GraphQLToken.Name)
        {
            if (!lexer.Next())
            {
                return false;
            }

            if (lexer.Token is GraphQLToken.Name)
            {
                name = lexer.Text.ToString();
                lexer.Next();
            }

            if (lexer.Is('(') && !(ReadVariables(ref lexer, defaults) && lexer.Next()))
            {
                return false;
            }
        }

        if (!lexer.Is('{') && !ToSelection(ref lexer))
        {
            return false;
        }

        _operations.Add(new Operation(name, lexer.Start, defaults));
        return lexer.SkipGroup();
    }

    // "($input: SignupInput! = {…} @directive, $x: [Int!] = 1)"; ends at the closing parenthesis.
    private static bool ReadVariables(ref GraphQLLexer lexer, Dictionary<string, int> defaults)
    {
        string? variable = null;
        while (lexer.Next())
        {
            if (lexer.Is(')'))
            {
                return true;
            }

            if (lexer.Is('$'))
            {
                if (!lexer.Next() || lexer.Token is not GraphQLToken.Name)
                {
                    return false;
                }

                variable = lexer.Text.ToString();
            }
            else if (lexer.Is('=') && variable is not null)
            {
                if (!lexer.Next())
                {
                    return false;
                }

                defaults[variable] = lexer.Start;
                if (!SkipValue(ref lexer))
                {
                    return false;
                }
            }
            else if (lexer.Is('(') && !lexer.SkipGroup())
            {
                return false;
            }
        }

        return false;
    }

    // Over "on Type" and directives with their arguments to the opening brace.
    private static bool ToSelection(ref GraphQLLexer lexer)
    {
        while (lexer.Next())
        {
            if (lexer.Is('{'))
            {
                return true;
            }

            if (lexer.Is('(') && !lexer.SkipGroup())
            {
                return false;
            }
        }

        return false;
    }

    private void ReadSelections(int at)
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
        var lexer = At(at);
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
            if (included && _fragments.TryGetValue(fragment, out var at) && _entered.Add(fragment))
            {
                ReadSelections(at);
            }

            return lexer.Token is not (GraphQLToken.End or GraphQLToken.Bad);
        }

        if (!lexer.Is('{'))
        {
            return false;
        }

        if (included)
        {
            ReadSelections(lexer.Start);
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
        if (_variables.ValueKind is JsonValueKind.Object && _variables.TryGetProperty(name, out var value))
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

    private static bool SkipValue(ref GraphQLLexer lexer) =>
        lexer.Is('{') || lexer.Is('[') ? lexer.SkipGroup()
        : lexer.Is('$') ? lexer.Next()
        : lexer.Token is not (GraphQLToken.End or GraphQLToken.Bad or GraphQLToken.Punctuator);

    private sealed record Operation(string? Name, int SelectionAt, Dictionary<string, int> Defaults);
}
