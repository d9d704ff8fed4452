using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.BigQuery.Rest;

// Resources as BigQuery REST v2 names them. Properties the stand-in gives no meaning to are kept and answered as they came.

internal sealed record DatasetReference(string? ProjectId, string? DatasetId);

internal sealed record TableReference(string? ProjectId, string? DatasetId, string? TableId);

internal sealed record DatasetResource
{
    public string? Kind { get; init; }
    public string? Id { get; init; }
    public string? Etag { get; init; }
    public string? SelfLink { get; init; }
    public DatasetReference? DatasetReference { get; init; }
    public string? Location { get; init; }
    public string? CreationTime { get; init; }
    public string? LastModifiedTime { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record TableResource
{
    public string? Kind { get; init; }
    public string? Id { get; init; }
    public string? Etag { get; init; }
    public string? SelfLink { get; init; }
    public TableReference? TableReference { get; init; }
    public string? Type { get; init; }
    public string? Location { get; init; }
    public SchemaResource? Schema { get; init; }
    public TimePartitioningResource? TimePartitioning { get; init; }
    public ClusteringResource? Clustering { get; init; }
    public ViewResource? View { get; init; }
    public string? NumRows { get; init; }
    public string? CreationTime { get; init; }
    public string? LastModifiedTime { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record SchemaResource
{
    public IReadOnlyList<FieldResource>? Fields { get; init; }
}

internal sealed record FieldResource
{
    public string? Name { get; init; }
    public string? Type { get; init; }
    public string? Mode { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<FieldResource>? Fields { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record TimePartitioningResource
{
    public string? Type { get; init; }
    public string? Field { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record ClusteringResource(IReadOnlyList<string>? Fields);

internal sealed record ViewResource
{
    public string? Query { get; init; }
    public bool? UseLegacySql { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Other { get; set; }
}

internal sealed record DatasetList(string Kind, IReadOnlyList<DatasetResource> Datasets, string? NextPageToken = null);

internal sealed record TableList(
    string Kind,
    IReadOnlyList<TableResource> Tables,
    int TotalItems,
    string? NextPageToken = null
);

internal sealed record ProjectReference(string ProjectId);

internal sealed record ProjectResource(string Kind, string Id, ProjectReference ProjectReference, string FriendlyName);

internal sealed record ProjectList(string Kind, IReadOnlyList<ProjectResource> Projects, int TotalItems);
