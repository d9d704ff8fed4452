namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>The operations and fragments that a document defines: where each begins. What is wrong ends the reading.</summary>
internal sealed class GraphQLDefinitions
{
    private readonly Dictionary<string, int> _fragments = new(StringComparer.Ordinal);
    private readonly List<GraphQLOperation> _operations = [];

    public GraphQLDefinitions(string document) => ReadDefinitions(document);

    /// <summary>The selections of fragments, by name.</summary>
    public IReadOnlyDictionary<string, int> Fragments => _fragments;

    /// <summary>The operation that runs: the one of a name, else the first; null where there is none.</summary>
    public GraphQLOperation? Operation(string? name) =>
        string.IsNullOrEmpty(name)
            ? _operations.FirstOrDefault()
            : _operations.Find(operation => string.Equals(operation.Name, name));

    private void ReadDefinitions(string document)
    {
        var lexer = new GraphQLLexer(document, 0);
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

        _operations.Add(new GraphQLOperation(name, lexer.Start, defaults));
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

    private static bool SkipValue(ref GraphQLLexer lexer) =>
        lexer.Is('{') || lexer.Is('[') ? lexer.SkipGroup()
        : lexer.Is('$') ? lexer.Next()
        : lexer.Token is not (GraphQLToken.End or GraphQLToken.Bad or GraphQLToken.Punctuator);
}

/// <summary>One operation.</summary>
/// <param name="Name">Its name; null where it has none.</param>
/// <param name="SelectionAt">Where its selection begins.</param>
/// <param name="Defaults">Where the default values of its variables begin, by name.</param>
internal sealed record GraphQLOperation(string? Name, int SelectionAt, Dictionary<string, int> Defaults);
