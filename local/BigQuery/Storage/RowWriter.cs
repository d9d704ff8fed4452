using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Rows;

namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>The prepared INSERT of one table and the insert ids it took lately. Used by the one writer only.</summary>
internal sealed class RowWriter : IDisposable
{
    private readonly SqliteCommand _insert;
    private readonly SqliteParameter[] _parameters;

    public RowWriter(SqliteConnection connection, TableEntry table, InsertIdWindow insertIds)
    {
        Table = table;
        InsertIds = insertIds;
        _insert = connection.CreateCommand();
        _parameters = [.. table.Columns.Select((_, i) => new SqliteParameter($"?{i + 1}", DBNull.Value))];
        _insert.Parameters.AddRange(_parameters);
        var names = string.Join(", ", table.Columns.Select(column => Sqlite.Quote(column.Name)));
        var places = string.Join(", ", _parameters.Select(parameter => parameter.ParameterName));
        _insert.CommandText = $"INSERT INTO {Sqlite.Quote(table.Name.Physical)} ({names}) VALUES ({places})";
    }

    public TableEntry Table { get; }

    public InsertIdWindow InsertIds { get; }

    public void Insert(SqliteTransaction transaction, object?[] cells)
    {
        _insert.Transaction = transaction;
        for (var i = 0; i < cells.Length; i++)
        {
            _parameters[i].Value = cells[i] ?? DBNull.Value;
        }

        _insert.ExecuteNonQuery();
    }

    public void Dispose() => _insert.Dispose();
}
