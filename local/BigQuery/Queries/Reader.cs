using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Sql.Functions;
using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery.Queries;

/// <summary>A read-only connection with GoogleSQL's functions, used by one query at a time.</summary>
internal sealed class Reader : IDisposable
{
    private Reader(SqliteConnection connection) => Connection = connection;

    public SqliteConnection Connection { get; }

    /// <summary>What CURRENT_TIMESTAMP() answers.</summary>
    public DateTime Now { get; set; }

    public static Reader Open(string databasePath)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = databasePath,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        var reader = new Reader(connection);
        connection.Open();
        connection.Execute("PRAGMA query_only = ON");
        connection.Execute("PRAGMA cache_size = -32768");
        connection.Execute("PRAGMA mmap_size = 4294967296");
        connection.Execute("PRAGMA temp_store = MEMORY");
        // GoogleSQL's LIKE tells upper from lower case.
        connection.Execute("PRAGMA case_sensitive_like = ON");
        FunctionLibrary.Register(connection, () => reader.Now);
        return reader;
    }

    public void Dispose() => Connection.Dispose();
}
