using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NextCode.Attempts.Publisher.Capture.GraphQL;

/// <summary>One operation as it came over HTTP.</summary>
/// <param name="Document">The document; null where a persisted one is named by its hash.</param>
/// <param name="OperationName">Which operation of the document runs.</param>
/// <param name="Variables">Its variables; undefined where there are none.</param>
/// <param name="Hash">The persisted document's SHA-256.</param>
internal sealed record GraphQLRequest(string? Document, string? OperationName, JsonElement Variables, string? Hash)
{
    /// <summary>Reads a GET's query.</summary>
    public static GraphQLRequest OfQuery(IQueryCollection query) =>
        new(
            Text(query["query"]),
            Text(query["operationName"]),
            Json(query["variables"]),
            HashOf(Json(query["extensions"]))
        );

    /// <summary>Reads the operations of a POST: one, or an array of them.</summary>
    public static IReadOnlyList<GraphQLRequest> OfBody(JsonElement body) =>
        body.ValueKind switch
        {
            JsonValueKind.Object => [Of(body)],
            JsonValueKind.Array => [.. body.EnumerateArray().Where(IsObject).Select(Of)],
            _ => [],
        };

    private static bool IsObject(JsonElement element) => element.ValueKind is JsonValueKind.Object;

    private static GraphQLRequest Of(JsonElement request) =>
        new(
            Text(request, "query"),
            Text(request, "operationName"),
            request.TryGetProperty("variables", out var variables) ? variables : default,
            HashOf(request.TryGetProperty("extensions", out var extensions) ? extensions : default)
        );

    private static string? HashOf(JsonElement extensions) =>
        extensions.ValueKind is JsonValueKind.Object
        && extensions.TryGetProperty("persistedQuery", out var persisted)
        && persisted.ValueKind is JsonValueKind.Object
            ? Text(persisted, "sha256Hash")
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? Text(value.GetString())
            : null;

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static JsonElement Json(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return default;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Wrong variables are the server's to refuse.
            return default;
        }
    }
}
