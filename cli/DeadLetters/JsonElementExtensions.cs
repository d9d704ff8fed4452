using System.Text.Json;

namespace NextCode.Attempts.Cli.DeadLetters;

/// <summary>Reads what the API answers, for people.</summary>
internal static class JsonElementExtensions
{
    /// <summary>A member as text; empty where it is absent or null.</summary>
    public static string Text(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.ToString() : "";

    public static long Number(this JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number ? value.GetInt64() : 0;
}
