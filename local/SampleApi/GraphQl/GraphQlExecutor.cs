using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Local.SampleApi.Operations;
using NextCode.Attempts.Publisher;

namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>Executes one GraphQL request: checks all of it first, then runs its mutations one after the other.</summary>
internal sealed class GraphQlExecutor(GraphQlMutations mutations, ILogger<GraphQlExecutor> logger)
{
    private const string TypeName = "__typename";

    /// <exception cref="GraphQlSyntaxException">The request is not one this schema can answer; nothing was executed.</exception>
    public async Task<JsonObject> ExecuteAsync(GraphQlRequest request, HttpContext context)
    {
        var document = GraphQlParser.Parse(
            request.Query ?? throw new GraphQlSyntaxException("The request has no query.")
        );
        var operation = Choose(document, request.OperationName);
        var variables = request.Variables?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in operation.Defaults)
        {
            if (!variables.ContainsKey(name))
            {
                variables[name] = value.Resolve([]);
            }
        }

        var collector = new FieldCollector(document, variables);
        var fields = collector.Collect(operation.Selections);
        foreach (var field in fields)
        {
            Check(field, operation, collector);
        }

        var data = new JsonObject();
        var errors = new JsonArray();
        foreach (var field in fields)
        {
            data[field.Key] =
                field.Name == TypeName
                    ? (operation.Type == "query" ? "Query" : "Mutation")
                    : await ResolveAsync(field, variables, collector, context, errors);
        }

        var response = new JsonObject { ["data"] = data };
        if (errors.Count > 0)
        {
            response["errors"] = errors;
        }

        return response;
    }

    private static Operation Choose(Document document, string? name) =>
        name is null
            ? document.Operations is [var only]
                ? only
                : throw new GraphQlSyntaxException("The document has several operations: say which with operationName.")
            : document.Operations.FirstOrDefault(operation => operation.Name == name)
                ?? throw new GraphQlSyntaxException($"Unknown operation named \"{name}\".");

    private void Check(Field field, Operation operation, FieldCollector collector)
    {
        if (field.Name == TypeName)
        {
            return;
        }

        if (operation.Type != "mutation" || !mutations.ByName.TryGetValue(field.Name, out var mutation))
        {
            throw new GraphQlSyntaxException(
                $"Cannot query field \"{field.Name}\" on the {operation.Type} type. Mutations: "
                    + $"{string.Join(", ", mutations.ByName.Keys.Order(StringComparer.Ordinal))}."
            );
        }

        if (field.Arguments.Keys.FirstOrDefault(name => name != "input") is { } unknown)
        {
            throw new GraphQlSyntaxException($"Unknown argument \"{unknown}\" on field \"{field.Name}\".");
        }

        var selected = collector.Collect(field.Selections);
        if (selected.Count == 0)
        {
            throw new GraphQlSyntaxException($"Field \"{field.Name}\" must have a selection of subfields.");
        }

        if (
            selected.FirstOrDefault(sub =>
                sub.Name != TypeName && !mutation.ResultFields.Contains(GraphQlMutation.ToSnakeCase(sub.Name))
            ) is
            { } stranger
        )
        {
            throw new GraphQlSyntaxException(
                $"Cannot query field \"{stranger.Name}\" on \"{field.Name}\". Fields: "
                    + $"{string.Join(", ", mutation.ResultFields.Order(StringComparer.Ordinal))}."
            );
        }
    }

    private async Task<JsonNode?> ResolveAsync(
        Field field,
        JsonObject variables,
        FieldCollector collector,
        HttpContext context,
        JsonArray errors
    )
    {
        var answer = await AnswerAsync(field, variables, context);
        if (answer.Refusal is { } refusal)
        {
            errors.Add(GraphQlErrors.Refused(field.Key, refusal));
            return null;
        }

        var body = JsonSerializer.SerializeToNode(answer.Body, answer.Body!.GetType(), SampleApiJson.Options)!;
        var result = new JsonObject();
        foreach (var sub in collector.Collect(field.Selections))
        {
            result[sub.Key] =
                sub.Name == TypeName
                    ? answer.Body.GetType().Name
                    : body[GraphQlMutation.ToSnakeCase(sub.Name)]?.DeepClone();
        }

        return result;
    }

    private async Task<Answer> AnswerAsync(Field field, JsonObject variables, HttpContext context)
    {
        var input = field.Arguments.TryGetValue("input", out var value) ? value.Resolve(variables) : null;
        if (input is not JsonObject given)
        {
            return Answer.Invalid([new("input", ErrorCode.FieldRequired, "input is required.")]);
        }

        try
        {
            // A document may hold several mutations, each of which is an attempt of its own.
            var call = new GraphQlCall(context, context.GetAttempt(field.Key));
            var answer = await mutations.ByName[field.Name].ExecuteAsync(InSnakeCase(given), call);
            AttemptNotes.Write(call.Attempt, answer);
            return answer;
        }
        catch (JsonException)
        {
            return Answer.Invalid([new("input", ErrorCode.FieldInvalid, "A field of input has the wrong type.")]);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // GraphQL's own way: one field's failure is that field's error, the others go on.
            Log.HandlerFailed(logger, "mutation", field.Name, exception.GetType().Name);
            return Answer.No(
                ErrorCode.InternalError,
                StatusCodes.Status500InternalServerError,
                "Something went wrong. Please try again later."
            );
        }
    }

    // Only the first level: what affiliates put into their object is theirs.
    private static JsonObject InSnakeCase(JsonObject input) =>
        new(
            input
                .GroupBy(field => GraphQlMutation.ToSnakeCase(field.Key), StringComparer.Ordinal)
                .Select(group => KeyValuePair.Create(group.Key, group.First().Value?.DeepClone()))
        );
}
