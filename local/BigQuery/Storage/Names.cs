using System.Text.RegularExpressions;

namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>A dataset's full name; writes itself as the API does, <c>project:dataset</c>.</summary>
internal readonly record struct DatasetName(string Project, string Dataset)
{
    public override string ToString() => $"{Project}:{Dataset}";
}

/// <summary>A table's or view's full name; writes itself as the API does, <c>project:dataset.table</c>.</summary>
internal readonly record struct TableName(string Project, string Dataset, string Table)
{
    public DatasetName InDataset => new(Project, Dataset);

    /// <summary>The name of the SQLite table or view that holds it.</summary>
    public string Physical => $"{Project}.{Dataset}.{Table}";

    public override string ToString() => $"{Project}:{Dataset}.{Table}";
}

/// <summary>Which names BigQuery takes.</summary>
internal static partial class NameRules
{
    public static void CheckDataset(string? id)
    {
        if (id is null || !Dataset().IsMatch(id))
        {
            throw ApiException.Invalid(
                $"Invalid dataset ID \"{id}\". Dataset IDs must be alphanumeric (plus underscores) and must be at most 1024 characters long."
            );
        }
    }

    public static void CheckTable(string? id)
    {
        if (id is null || !Table().IsMatch(id))
        {
            throw ApiException.Invalid(
                $"Invalid table ID \"{id}\". Table IDs must be alphanumeric (plus underscores and dashes) and must be at most 1024 characters long. Partition decorators ($) are not supported by the stand-in."
            );
        }
    }

    [GeneratedRegex("^[A-Za-z0-9_]{1,1024}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dataset();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,1024}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Table();
}
