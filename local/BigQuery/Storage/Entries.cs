using NextCode.Attempts.Local.BigQuery.Rest;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>A dataset as the catalog holds it. Times are milliseconds since 1970.</summary>
internal sealed record DatasetEntry(DatasetName Name, DatasetResource Resource, long Created, long Modified);

/// <summary>
/// A table or view as the catalog holds it; the columns of a view are those its query had when it was made. Times are
/// milliseconds since 1970.
/// </summary>
internal sealed record TableEntry(
    TableName Name,
    TableResource Resource,
    FieldList Columns,
    long Created,
    long Modified
)
{
    public bool IsView => Resource.View is not null;

    public string? PartitionColumn => Resource.TimePartitioning?.Field;
}
