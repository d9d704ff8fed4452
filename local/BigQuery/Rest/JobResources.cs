using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.BigQuery.Rest;

internal sealed record JobReference(string? ProjectId, string? JobId, string? Location);

internal sealed record JobResource
{
    public string? Kind { get; init; }
    public string? Id { get; init; }
    public string? SelfLink { get; init; }

    [JsonPropertyName("user_email")]
    public string? UserEmail { get; init; }

    /// <summary>Only in lists.</summary>
    public string? State { get; init; }

    /// <summary>Only in lists.</summary>
    public ErrorProto? ErrorResult { get; init; }
    public JobReference? JobReference { get; init; }
    public JobConfiguration? Configuration { get; init; }
    public JobStatistics? Statistics { get; init; }
    public JobStatus? Status { get; init; }
}

internal sealed record JobConfiguration
{
    public string? JobType { get; init; }
    public bool? DryRun { get; init; }
    public QueryConfiguration? Query { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record QueryConfiguration
{
    public string? Query { get; init; }
    public bool? UseLegacySql { get; init; }
    public DatasetReference? DefaultDataset { get; init; }
    public string? ParameterMode { get; init; }
    public IReadOnlyList<QueryParameter>? QueryParameters { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record QueryParameter(string? Name, ParameterType? ParameterType, ParameterValue? ParameterValue);

internal sealed record ParameterType(string? Type);

internal sealed record ParameterValue(string? Value);

internal sealed record JobStatistics
{
    public string? CreationTime { get; init; }
    public string? StartTime { get; init; }
    public string? EndTime { get; init; }
    public QueryStatistics? Query { get; init; }
}

/// <param name="StatementType">Always SELECT.</param>
/// <param name="TotalBytesProcessed">Always 0: the stand-in does not meter. bq's dry run needs it to be there.</param>
/// <param name="CacheHit">Always false: every query runs.</param>
/// <param name="Schema">The columns of the result.</param>
internal sealed record QueryStatistics(
    string StatementType,
    string TotalBytesProcessed,
    bool CacheHit,
    SchemaResource? Schema
);

internal sealed record JobStatus(string State, ErrorProto? ErrorResult, IReadOnlyList<ErrorProto>? Errors);

internal sealed record JobList(string Kind, IReadOnlyList<JobResource> Jobs, string? NextPageToken);

internal sealed record JobCancelResponse(string Kind, JobResource Job);

/// <summary>The body of <c>jobs.query</c>.</summary>
internal sealed record QueryRequest
{
    public string? Query { get; init; }
    public bool? UseLegacySql { get; init; }
    public bool? DryRun { get; init; }
    public int? MaxResults { get; init; }
    public int? TimeoutMs { get; init; }
    public string? Location { get; init; }
    public DatasetReference? DefaultDataset { get; init; }
    public string? ParameterMode { get; init; }
    public IReadOnlyList<QueryParameter>? QueryParameters { get; init; }
    public FormatOptions? FormatOptions { get; init; }
}

internal sealed record FormatOptions(bool? UseInt64Timestamp);
