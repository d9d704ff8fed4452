using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>What the API answered.</summary>
internal sealed record Reply(int Status, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? Text(string name) => Json[name]?.GetValue<string>();
}
