using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Rows;

namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>The prepared INSERT of one table and the insert ids it took lately. Used by the one writer only.</summary>
internal sealed class RowWriter : IDisposable
{
    private readonly SqliteCommand insert;
    private readonly SqliteParameter[] parameters;

    public RowWriter(SqliteConnection connection, TableEntry table, InsertIdWindow insertIds)
    {
        Table = table;
        InsertIds = insertIds;
        insert = connection.CreateCommand();
        parameters = [.. table.Columns.Select((_, i) => new SqliteParameter($"?{i + 1}", DBNull.Value))];
        insert.Parameters.AddRange(parameters);
        var names = string.Join(", ", table.Columns.Select(column => Sqlite.Quote(column.Name)));
        var places = string.Join(", ", parameters.Select(parameter => parameter.ParameterName));
        insert.CommandText = $"INSERT INTO {Sqlite.Quote(table.Name.Physical)} ({names}) VALUES ({places})";
    }

    public TableEntry Table { get; }

    public InsertIdWindow InsertIds { get; }

    public void Insert(SqliteTransaction transaction, object?[] cells)
    {
        insert.Transaction = transaction;
        for (var i = 0; i < cells.Length; i++)
        {
            parameters[i].Value = cells[i] ?? DBNull.Value;
        }

        insert.ExecuteNonQuery();
    }

    public void Dispose() => insert.Dispose();
}
