using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Queries;

/// <summary>Reads the rows of a table in the order they came.</summary>
internal static class TableRows
{
    public static long Count(Reader reader, TableEntry table) =>
        reader.Connection.ReadLong($"SELECT COUNT(*) FROM {Sqlite.Quote(table.Name.Physical)}");

    /// <param name="reader">Where to read.</param>
    /// <param name="table">Not a view.</param>
    /// <param name="columns">Positions of the columns to read.</param>
    /// <param name="after">Rows with a greater row id, in the order of their ids.</param>
    /// <param name="skip">How many of those to pass over.</param>
    /// <param name="take">How many to read at most.</param>
    /// <param name="maxBytes">Stop early once so many bytes, estimated, are read; one row is read always.</param>
    /// <returns>The rows, and the id of the last one when there may be more.</returns>
    public static (IReadOnlyList<object?[]> Rows, long? LastId) Read(
        Reader reader,
        TableEntry table,
        IReadOnlyList<int> columns,
        long after,
        long skip,
        int take,
        long maxBytes
    )
    {
        var names = string.Join(", ", columns.Select(column => Sqlite.Quote(table.Columns[column].Name)));
        using var command = reader.Connection.Command(
            $"SELECT rowid, {names} FROM {Sqlite.Quote(table.Name.Physical)} WHERE rowid > ?1 ORDER BY rowid LIMIT ?2 OFFSET ?3",
            after,
            take,
            skip
        );
        using var data = command.ExecuteReader();
        var rows = new List<object?[]>();
        long bytes = 0;
        while (data.Read())
        {
            var row = new object?[columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = data.IsDBNull(i + 1) ? null : data.GetValue(i + 1);
                bytes += row[i] is string text ? 16 + text.Length : 16;
            }

            rows.Add(row);
            if (bytes >= maxBytes || rows.Count == take)
            {
                return (rows, data.GetInt64(0));
            }
        }

        return (rows, null);
    }
}
