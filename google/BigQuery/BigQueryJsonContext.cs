using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Google.BigQuery;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(InsertAllAnswer))]
internal sealed partial class BigQueryJsonContext : JsonSerializerContext;

internal sealed record InsertAllAnswer(IReadOnlyList<RowErrors>? InsertErrors);

internal sealed record RowErrors(int Index, IReadOnlyList<RowErrorDetail>? Errors);

internal sealed record RowErrorDetail(string? Reason, string? Location, string? Message);
