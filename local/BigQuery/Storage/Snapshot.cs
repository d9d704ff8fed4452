using System.Collections.Immutable;

namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>All datasets and tables at one moment, in the order of their names.</summary>
internal sealed record Snapshot(
    ImmutableSortedDictionary<DatasetName, DatasetEntry> Datasets,
    ImmutableSortedDictionary<TableName, TableEntry> Tables
)
{
    public static readonly Snapshot Empty = new(
        ImmutableSortedDictionary.Create<DatasetName, DatasetEntry>(NameOrder.Datasets),
        ImmutableSortedDictionary.Create<TableName, TableEntry>(NameOrder.Tables)
    );

    /// <exception cref="ApiException">404: there is no such dataset.</exception>
    public DatasetEntry Dataset(DatasetName name) =>
        Datasets.GetValueOrDefault(name) ?? throw ApiException.NotFound($"Dataset {name}");

    /// <exception cref="ApiException">404: there is no such dataset or table.</exception>
    public TableEntry Table(TableName name)
    {
        Dataset(name.InDataset);
        return Tables.GetValueOrDefault(name) ?? throw ApiException.NotFound($"Table {name}");
    }

    public IEnumerable<TableEntry> TablesOf(DatasetName dataset) =>
        Tables.Values.Where(table => table.Name.InDataset == dataset);

    public Snapshot With(DatasetEntry dataset) => this with { Datasets = Datasets.SetItem(dataset.Name, dataset) };

    public Snapshot With(TableEntry table) => this with { Tables = Tables.SetItem(table.Name, table) };

    public Snapshot Without(TableName table) => this with { Tables = Tables.Remove(table) };

    public Snapshot Without(DatasetName dataset) =>
        new(Datasets.Remove(dataset), Tables.RemoveRange(TablesOf(dataset).Select(table => table.Name)));
}

/// <summary>Ordinal order of names.</summary>
internal static class NameOrder
{
    public static readonly IComparer<DatasetName> Datasets = Comparer<DatasetName>.Create(
        (a, b) =>
            string.CompareOrdinal(a.Project, b.Project) is not 0 and var byProject
                ? byProject
                : string.CompareOrdinal(a.Dataset, b.Dataset)
    );

    public static readonly IComparer<TableName> Tables = Comparer<TableName>.Create(
        (a, b) =>
            Datasets.Compare(a.InDataset, b.InDataset) is not 0 and var byDataset
                ? byDataset
                : string.CompareOrdinal(a.Table, b.Table)
    );
}
