using System.Text.Json;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>
/// What of a GraphQL document matters here: the operation that runs and the fields it selects at its root. Reads what it
/// can of a wrong document and never throws: whether the document is valid is the server's to say.
/// </summary>
internal sealed class GraphQLDocument
{
    private GraphQLDocument(string document, GraphQLOperation? operation, IReadOnlyList<RootField> fields)
    {
        Text = document;
        OperationName = operation?.Name;
        Defaults = operation?.Defaults ?? [];
        Fields = fields;
    }

    /// <summary>The name of the operation that runs; null where it has none.</summary>
    public string? OperationName { get; }

    /// <summary>What it selects at its root, in the document's order; fields that <c>@skip</c> and <c>@include</c> take out are not there.</summary>
    public IReadOnlyList<RootField> Fields { get; }

    /// <summary>Where the default values of its variables begin, by name.</summary>
    public IReadOnlyDictionary<string, int> Defaults { get; }

    public string Text { get; }

    public static GraphQLDocument Parse(string document, string? operationName, JsonElement variables)
    {
        var definitions = new GraphQLDefinitions(document);
        var operation = definitions.Operation(operationName);
        var selections = new GraphQLSelections(document, definitions.Fragments, variables);
        if (operation is not null)
        {
            selections.Read(operation.SelectionAt);
        }

        return new GraphQLDocument(document, operation, selections.Fields);
    }

    /// <summary>A lexer that has read the token at a place.</summary>
    public GraphQLLexer At(int place) => At(Text, place);

    public static GraphQLLexer At(string document, int place)
    {
        var lexer = new GraphQLLexer(document, place);
        lexer.Next();
        return lexer;
    }
}
