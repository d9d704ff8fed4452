using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.SampleApi;

/// <summary>How the API reads and writes JSON, over REST and GraphQL alike.</summary>
internal static class SampleApiJson
{
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.AllowReadingFromString;
        return options;
    }
}
