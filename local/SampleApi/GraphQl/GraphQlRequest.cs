using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>A request as GraphQL over HTTP has it.</summary>
internal sealed record GraphQlRequest(
    [property: JsonPropertyName("query")] string? Query,
    [property: JsonPropertyName("operationName")] string? OperationName,
    [property: JsonPropertyName("variables")] JsonObject? Variables
);
