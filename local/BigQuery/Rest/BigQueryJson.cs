using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>Source-generated JSON of every resource on the wire: camelCase, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString
)]
[JsonSerializable(typeof(DatasetResource))]
[JsonSerializable(typeof(TableResource))]
[JsonSerializable(typeof(DatasetList))]
[JsonSerializable(typeof(TableList))]
[JsonSerializable(typeof(ProjectList))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(InsertAllResponse))]
[JsonSerializable(typeof(JobResource))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(JobCancelResponse))]
[JsonSerializable(typeof(QueryRequest))]
[JsonSerializable(typeof(SchemaResource))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class BigQueryJson : JsonSerializerContext;
