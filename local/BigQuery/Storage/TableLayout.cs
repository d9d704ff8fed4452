using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>The SQLite table and indexes behind a BigQuery table.</summary>
internal static class TableLayout
{
    public static IEnumerable<string> Create(TableEntry table)
    {
        var physical = Sqlite.Quote(table.Name.Physical);
        var columns = string.Join(", ", table.Columns.Select(Declare));
        yield return $"CREATE TABLE {physical} ({columns})";

        foreach (var index in Indexes(table))
        {
            var name = Sqlite.Quote($"{table.Name.Physical}#{string.Join('+', index)}");
            yield return $"CREATE INDEX {name} ON {physical} ({string.Join(", ", index.Select(Sqlite.Quote))})";
        }
    }

    public static string AddColumn(TableEntry table, Field column) =>
        $"ALTER TABLE {Sqlite.Quote(table.Name.Physical)} ADD COLUMN {Declare(column)}";

    private static string Declare(Field column) =>
        $"{Sqlite.Quote(column.Name)} {FieldTypes.SqliteType(column.Type, column.Mode)}";

    /// <summary>
    /// The partition column, which time ranges read; the first clustering column with it, for a time range of one value, and
    /// behind them the other clustering columns and the key, so that counts by these need no row; and each REQUIRED STRING with
    /// the other timestamps behind it, because a column that every row must have is a key, and "the newest row of a key" is
    /// then answered from the index alone.
    /// </summary>
    private static IEnumerable<string[]> Indexes(TableEntry table)
    {
        if (table.PartitionColumn is { } partition)
        {
            yield return [partition];
            var clustering = (table.Resource.Clustering?.Fields ?? []).Where(name => name != partition).ToList();
            if (clustering.Count > 0)
            {
                string[] counted = [clustering[0], partition, .. clustering.Skip(1), .. Keys(table)];
                yield return [.. counted.Distinct(StringComparer.OrdinalIgnoreCase)];
            }
        }

        string[] versions =
        [
            .. table
                .Columns.Where(column =>
                    column is { Type: FieldType.Timestamp, Mode: not FieldMode.Repeated }
                    && !string.Equals(column.Name, table.PartitionColumn, StringComparison.OrdinalIgnoreCase)
                )
                .Select(column => column.Name),
        ];
        foreach (var key in Keys(table))
        {
            yield return [key, .. versions];
        }
    }

    private static IEnumerable<string> Keys(TableEntry table) =>
        table
            .Columns.Where(column => column is { Type: FieldType.String, Mode: FieldMode.Required })
            .Select(column => column.Name);
}
