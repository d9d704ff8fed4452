using System.Text;
using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Rows;
using SQLitePCL;

namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>
/// The prepared INSERT of one table and the insert ids it took lately. Used by the one writer only. It binds by position,
/// straight to SQLite: SqliteCommand would look up the name of every parameter of every row.
/// </summary>
internal sealed class RowWriter : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private byte[] _text = new byte[4096];

    public RowWriter(SqliteConnection connection, TableEntry table, InsertIdWindow insertIds)
    {
        Table = table;
        InsertIds = insertIds;
        _database = connection.Handle!;
        var names = string.Join(", ", table.Columns.Select(column => Sqlite.Quote(column.Name)));
        var places = string.Join(", ", table.Columns.Select(_ => "?"));
        var sql = $"INSERT INTO {Sqlite.Quote(table.Name.Physical)} ({names}) VALUES ({places})";
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _insert));
    }

    public TableEntry Table { get; }

    public InsertIdWindow InsertIds { get; }

    /// <summary>Adds one row within the connection's transaction.</summary>
    /// <param name="cells">One value per column: null, <see cref="long"/>, <see cref="double"/> or <see cref="string"/>.</param>
    public void Insert(object?[] cells)
    {
        Check(raw.sqlite3_clear_bindings(_insert));
        for (var i = 0; i < cells.Length; i++)
        {
            Bind(i + 1, cells[i]);
        }

        var result = raw.sqlite3_step(_insert);
        // Reset also repeats the error of a failed step, which is reported once, here.
        var reset = raw.sqlite3_reset(_insert);
        if (result != raw.SQLITE_DONE)
        {
            Check(reset == raw.SQLITE_OK ? result : reset);
        }
    }

    public void Dispose() => _insert.Dispose();

    private void Bind(int position, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case long number:
                Check(raw.sqlite3_bind_int64(_insert, position, number));
                break;
            case double number:
                Check(raw.sqlite3_bind_double(_insert, position, number));
                break;
            case string text:
                Check(raw.sqlite3_bind_text(_insert, position, Utf8(text)));
                break;
            default:
                throw new InvalidOperationException($"No SQLite value: {value.GetType()}");
        }
    }

    /// <summary>The text in a buffer that the next call reuses; SQLite copies what it binds.</summary>
    private ReadOnlySpan<byte> Utf8(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _text.Length)
        {
            _text = new byte[most];
        }

        return _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text));
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
