using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>What a query's names are looked up in.</summary>
internal sealed record QueryContext(Snapshot Catalog, string Project, DatasetName? DefaultDataset)
{
    public bool IsTable(IReadOnlyList<string> path) => Name(path) is { } name && Catalog.Tables.ContainsKey(name);

    /// <exception cref="ApiException">The path is no table's name, or there is no such table.</exception>
    public TableEntry Find(IReadOnlyList<string> path, Token at)
    {
        if (Name(path) is not { } name)
        {
            throw path.Count == 1
                ? ApiException.Invalid($"Table \"{path[0]}\" must be qualified with a dataset (e.g. dataset.table).")
                : ApiException.InvalidQuery($"Invalid table name: {string.Join('.', path)} {at.At}");
        }

        if (!Catalog.Datasets.ContainsKey(name.InDataset))
        {
            throw ApiException.NotFound($"Dataset {name.InDataset} was not found in location US");
        }

        return Catalog.Tables.GetValueOrDefault(name)
            ?? throw ApiException.NotFound($"Table {name} was not found in location US");
    }

    private TableName? Name(IReadOnlyList<string> path) =>
        path switch
        {
            [var table] => DefaultDataset is { } dataset
                ? new TableName(dataset.Project, dataset.Dataset, table)
                : null,
            [var dataset, var table] => new TableName(Project, dataset, table),
            [var project, var dataset, var table] => new TableName(project, dataset, table),
            _ => null,
        };
}
