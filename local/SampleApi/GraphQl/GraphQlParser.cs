using System.Globalization;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>Reads executable documents (spec, October 2021, section 2): operations, fragments, variables, directives.</summary>
internal ref struct GraphQlParser
{
    // Deeper documents are an attack rather than a question.
    private const int MaxDepth = 32;

    private GraphQlLexer _lexer;
    private Token _token;
    private int _depth;

    private GraphQlParser(string text)
    {
        _lexer = new GraphQlLexer(text);
        _token = _lexer.Next();
    }

    /// <exception cref="GraphQlSyntaxException">It is not a document.</exception>
    public static Document Parse(string text)
    {
        var parser = new GraphQlParser(text);
        return parser.Document();
    }

    private Document Document()
    {
        var operations = new List<Operation>();
        var fragments = new Dictionary<string, IReadOnlyList<Selection>>(StringComparer.Ordinal);
        while (_token.Kind != TokenKind.End)
        {
            if (_token is { Kind: TokenKind.Name, Text: "fragment" })
            {
                Advance();
                var name = Name();
                Keyword("on");
                Name();
                Directives();
                fragments[name] = SelectionSet();
            }
            else
            {
                operations.Add(Operation());
            }
        }

        return operations.Count == 0
            ? throw new GraphQlSyntaxException("Syntax Error: the document has no operation.")
            : new Document(operations, fragments);
    }

    private Operation Operation()
    {
        var defaults = new Dictionary<string, Value>(StringComparer.Ordinal);
        if (_token.Is("{"))
        {
            return new Operation("query", null, defaults, SelectionSet());
        }

        var type = Name();
        if (type is not ("query" or "mutation"))
        {
            throw new GraphQlSyntaxException($"Syntax Error: unexpected name \"{type}\".");
        }

        var name = _token.Kind == TokenKind.Name ? Name() : null;
        if (Skip("("))
        {
            while (!Skip(")"))
            {
                Expect("$");
                var variable = Name();
                Expect(":");
                Type();
                if (Skip("="))
                {
                    defaults[variable] = Value();
                }

                Directives();
            }
        }

        Directives();
        return new Operation(type, name, defaults, SelectionSet());
    }

    private List<Selection> SelectionSet()
    {
        Deepen();
        var selections = new List<Selection>();
        Expect("{");
        while (!Skip("}"))
        {
            selections.Add(Skip("...") ? Fragment() : Field());
        }

        _depth--;
        return selections;
    }

    private Selection Fragment()
    {
        if (_token.Kind == TokenKind.Name && _token.Text != "on")
        {
            return new FragmentSpread(Name(), Directives());
        }

        if (_token.Kind == TokenKind.Name)
        {
            Advance();
            Name();
        }

        return new InlineFragment(Directives(), SelectionSet());
    }

    private Field Field()
    {
        var key = Name();
        var name = Skip(":") ? Name() : key;
        var arguments = Arguments();
        var directives = Directives();
        return new Field(key, name, arguments, directives, _token.Is("{") ? SelectionSet() : []);
    }

    private List<Directive> Directives()
    {
        var directives = new List<Directive>();
        while (Skip("@"))
        {
            directives.Add(new Directive(Name(), Arguments()));
        }

        return directives;
    }

    private Dictionary<string, Value> Arguments() =>
        Skip("(") ? NamedValues(")") : new Dictionary<string, Value>(StringComparer.Ordinal);

    private Dictionary<string, Value> NamedValues(string end)
    {
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        while (!Skip(end))
        {
            var name = Name();
            Expect(":");
            values[name] = Value();
        }

        return values;
    }

    private Value Value()
    {
        Deepen();
        try
        {
            return ValueHere();
        }
        finally
        {
            _depth--;
        }
    }

    private Value ValueHere()
    {
        if (Skip("$"))
        {
            return new Variable(Name());
        }

        if (Skip("{"))
        {
            return new ObjectValue(NamedValues("}"));
        }

        if (Skip("["))
        {
            var items = new List<Value>();
            while (!Skip("]"))
            {
                items.Add(Value());
            }

            return new ListValue(items);
        }

        var token = _token;
        Advance();
        return token switch
        {
            { Kind: TokenKind.String } => new Constant(token.Text),
            { Kind: TokenKind.Number } => new Constant(Number(token.Text)),
            { Kind: TokenKind.Name, Text: "null" } => new Constant(null),
            { Kind: TokenKind.Name, Text: "true" } => new Constant(true),
            { Kind: TokenKind.Name, Text: "false" } => new Constant(false),
            { Kind: TokenKind.Name } => new Constant(token.Text), // An enumeration's member.
            _ => throw Unexpected(token),
        };
    }

    private void Type()
    {
        Deepen();
        if (Skip("["))
        {
            Type();
            Expect("]");
        }
        else
        {
            Name();
        }

        Skip("!");
        _depth--;
    }

    private static JsonValue Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? JsonValue.Create(number)
            : throw new GraphQlSyntaxException($"Syntax Error: \"{text}\" is not a number.");

    private string Name()
    {
        var token = _token;
        if (token.Kind != TokenKind.Name)
        {
            throw Unexpected(token);
        }

        Advance();
        return token.Text;
    }

    private void Keyword(string keyword)
    {
        if (_token.Kind != TokenKind.Name || _token.Text != keyword)
        {
            throw Unexpected(_token);
        }

        Advance();
    }

    private void Expect(string punctuator)
    {
        if (!Skip(punctuator))
        {
            throw Unexpected(_token);
        }
    }

    private bool Skip(string punctuator)
    {
        var there = _token.Is(punctuator);
        if (there)
        {
            Advance();
        }

        return there;
    }

    private void Advance() => _token = _lexer.Next();

    private void Deepen()
    {
        if (++_depth > MaxDepth)
        {
            throw new GraphQlSyntaxException($"The document is nested deeper than {MaxDepth}.");
        }
    }

    // A string's value never goes into a message: it may be a password.
    private static GraphQlSyntaxException Unexpected(Token token) =>
        new(
            token.Kind switch
            {
                TokenKind.End => "Syntax Error: unexpected end of the document.",
                TokenKind.String => "Syntax Error: unexpected string.",
                _ => $"Syntax Error: unexpected \"{token.Text}\".",
            }
        );
}
