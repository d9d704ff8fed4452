using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>Checks what a request says a table is.</summary>
internal static class TableDefinition
{
    private static readonly HashSet<string> PartitionTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "DAY",
        "HOUR",
        "MONTH",
        "YEAR",
    };

    /// <summary>Properties that only the service sets, and kinds of table that the stand-in does not have.</summary>
    private static readonly HashSet<string> OutputOnly = new(StringComparer.Ordinal)
    {
        "numBytes",
        "numLongTermBytes",
        "numActiveLogicalBytes",
        "numTotalLogicalBytes",
        "numPhysicalBytes",
        "streamingBuffer",
    };

    private static readonly string[] Unsupported =
    [
        "externalDataConfiguration",
        "materializedView",
        "rangePartitioning",
    ];

    /// <summary>The resource as it is stored: canonical, without what only the service sets.</summary>
    public static (TableResource Resource, FieldList Columns) CheckTable(TableResource resource)
    {
        foreach (var property in Unsupported)
        {
            if (resource.Other?.ContainsKey(property) == true)
            {
                throw ApiException.Invalid($"{property} is not supported by the stand-in.", property);
            }
        }

        var fields = resource.Schema?.Fields ?? [];
        if (fields.Count == 0)
        {
            throw ApiException.Invalid(
                "The stand-in needs a schema with at least one field to make a table.",
                "schema"
            );
        }

        var columns = SchemaReader.Read(fields);
        CheckPartitioning(resource.TimePartitioning, columns);
        CheckClustering(resource.Clustering, columns);
        return (
            Stored(resource) with
            {
                Schema = new SchemaResource { Fields = SchemaReader.Normalize(fields, columns) },
                TimePartitioning = resource.TimePartitioning,
                Clustering = resource.Clustering,
            },
            columns
        );
    }

    public static TableResource CheckView(TableResource resource, FieldList columns)
    {
        if (resource.View is not { Query.Length: > 0 } view)
        {
            throw ApiException.Invalid("View query is required.", "view.query");
        }

        if (view.UseLegacySql != false)
        {
            throw ApiException.Invalid(
                "Views in legacy SQL are not supported by the stand-in: set view.useLegacySql to false (bq: --use_legacy_sql=false).",
                "view.useLegacySql"
            );
        }

        return Stored(resource) with
        {
            View = view,
            Schema = new SchemaResource { Fields = SchemaReader.Describe(columns) },
        };
    }

    private static TableResource Stored(TableResource resource) =>
        new()
        {
            Other = resource
                .Other?.Where(property => !OutputOnly.Contains(property.Key))
                .ToDictionary(property => property.Key, property => property.Value, StringComparer.Ordinal),
        };

    private static void CheckPartitioning(TimePartitioningResource? partitioning, FieldList columns)
    {
        if (partitioning is null)
        {
            return;
        }

        if (partitioning.Type is null || !PartitionTypes.Contains(partitioning.Type))
        {
            throw ApiException.Invalid($"Unknown time partitioning type: {partitioning.Type}", "timePartitioning.type");
        }

        if (partitioning.Field is null)
        {
            throw ApiException.Invalid(
                "Partitioning by ingestion time is not supported by the stand-in: name a column in timePartitioning.field.",
                "timePartitioning.field"
            );
        }

        var isUsable =
            columns.Find(partitioning.Field) is
            { Type: FieldType.Timestamp or FieldType.Date or FieldType.DateTime, Mode: not FieldMode.Repeated };
        if (!isUsable)
        {
            throw ApiException.Invalid(
                $"The field specified for time partitioning must be a top-level TIMESTAMP, DATE or DATETIME column of the schema: {partitioning.Field}",
                "timePartitioning.field"
            );
        }
    }

    private static void CheckClustering(ClusteringResource? clustering, FieldList columns)
    {
        var fields = clustering?.Fields ?? [];
        if (fields.Count > 4)
        {
            throw ApiException.Invalid("At most 4 clustering fields are allowed.", "clustering.fields");
        }

        foreach (var name in fields)
        {
            if (columns.Find(name) is not { } field)
            {
                throw ApiException.Invalid(
                    $"The field specified for clustering cannot be found in the schema. Invalid field: {name}.",
                    "clustering.fields"
                );
            }

            if (field.IsJsonText || field.Type is FieldType.Float or FieldType.Json)
            {
                throw ApiException.Invalid(
                    $"{name} has type {field.Type.WireName()}, which cannot be clustered by.",
                    "clustering.fields"
                );
            }
        }
    }
}
