using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Google.Http;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class GoogleJsonContext : JsonSerializerContext;

/// <summary>Google's error body, in BigQuery's form (errors with reasons) and in the newer one (a status).</summary>
internal sealed record ErrorAnswer(ErrorBody? Error);

internal sealed record ErrorBody(string? Message, string? Status, IReadOnlyList<ErrorDetail>? Errors);

internal sealed record ErrorDetail(string? Reason);
