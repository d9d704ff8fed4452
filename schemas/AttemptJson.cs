using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts;

/// <summary>The attempt as JSON: snake_case names, nulls absent, source-generated.</summary>
public static class AttemptJson
{
    // The text goes to a message and a table, never into HTML: escaping every non-ASCII letter would only make it longer.
    private static readonly AttemptJsonContext Context = new(
        new JsonSerializerOptions(AttemptJsonContext.Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }
    );

    /// <summary>Writes an attempt as UTF-8 JSON.</summary>
    public static byte[] Serialize(Attempt attempt) => JsonSerializer.SerializeToUtf8Bytes(attempt, Context.Attempt);

    /// <summary>Reads an attempt from UTF-8 JSON; unknown names are passed over.</summary>
    /// <exception cref="JsonException">It is not JSON, or a value has the wrong type, or a required name is missing.</exception>
    public static Attempt? Deserialize(ReadOnlySpan<byte> utf8Json) =>
        JsonSerializer.Deserialize(utf8Json, Context.Attempt);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true
)]
[JsonSerializable(typeof(Attempt))]
internal sealed partial class AttemptJsonContext : JsonSerializerContext;
