using System.Text.Json;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>The API over GraphQL: POST, one request or an array of them. Errors are answered with HTTP 200.</summary>
internal static class GraphQlEndpoint
{
    private const int MaxBatch = 20;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/graphql", HandleAsync);

    private static async Task<IResult> HandleAsync(JsonNode body, GraphQlExecutor executor, HttpContext context)
    {
        if (body is not JsonArray batch)
        {
            return Answer(await ExecuteAsync(body, executor, context));
        }

        if (batch.Count is 0 or > MaxBatch)
        {
            return Answer(GraphQlErrors.Request($"A batch has 1 to {MaxBatch} requests."));
        }

        var responses = new JsonArray();
        foreach (var request in batch)
        {
            responses.Add(await ExecuteAsync(request, executor, context));
        }

        return Answer(responses);
    }

    private static async Task<JsonObject> ExecuteAsync(JsonNode? body, GraphQlExecutor executor, HttpContext context)
    {
        try
        {
            return body.Deserialize<GraphQlRequest>(SampleApiJson.Options) is { } request
                ? await executor.ExecuteAsync(request, context)
                : GraphQlErrors.Request("The body is not a GraphQL request.");
        }
        catch (JsonException)
        {
            return GraphQlErrors.Request("The body is not a GraphQL request.");
        }
        catch (GraphQlSyntaxException exception)
        {
            return GraphQlErrors.Request(exception.Message);
        }
    }

    private static IResult Answer(JsonNode response) => Results.Json(response);
}
