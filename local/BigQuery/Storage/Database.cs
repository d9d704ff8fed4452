using Microsoft.Data.Sqlite;

namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>
/// The one database file of a stand-in: catalog and rows together, so that a table and its description are made or dropped in
/// one transaction. One writing connection behind a gate; readers open their own. Write-ahead log with NORMAL sync: what was
/// answered survives the process being killed, and costs no disk sync.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly FileStream _ownership;
    private readonly SqliteConnection _writer;
    private readonly SemaphoreSlim _gate = new(1, 1);

    private Database(string path, FileStream ownership, SqliteConnection writer)
    {
        Path = path;
        _ownership = ownership;
        _writer = writer;
    }

    public string Path { get; }

    /// <exception cref="IOException">The folder cannot be written, or another stand-in uses it.</exception>
    public static Database Open(string directory)
    {
        var owned = Own(directory);
        var path = System.IO.Path.Combine(directory, "bigquery.db");
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
            );
            connection.Open();
            connection.Execute("PRAGMA page_size = 8192");
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = NORMAL");
            connection.Execute("PRAGMA cache_size = -65536");
            return new Database(path, owned, connection);
        }
        catch (SqliteException e)
        {
            connection?.Dispose();
            owned.Dispose();
            throw new IOException($"The BigQuery stand-in cannot open its database {path}: {e.Message}", e);
        }
    }

    /// <summary>Runs one piece of work in a transaction on the writing connection, one at a time.</summary>
    /// <param name="work">Changes the database; answers what must follow, still alone, once the change is committed.</param>
    /// <param name="cancellation">Ends the wait for the turn; work that has begun is finished.</param>
    public async Task WriteAsync(Func<SqliteConnection, Action> work, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            using var transaction = _writer.BeginTransaction();
            var committed = work(_writer);
            transaction.Commit();
            committed();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Use of the writing connection before the first request.</summary>
    public void Prepare(Action<SqliteConnection> work) => work(_writer);

    public void Dispose()
    {
        _writer.Dispose();
        _gate.Dispose();
        _ownership.Dispose();
    }

    private static FileStream Own(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The data directory {directory} cannot be made: {e.Message}", e);
        }

        var path = System.IO.Path.Combine(directory, "bigquery.lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"The data directory {directory} cannot be written: {e.Message}", e);
        }
        catch (IOException e)
        {
            throw new IOException(
                $"The data directory {directory} cannot be used, or another BigQuery stand-in uses it: {e.Message}",
                e
            );
        }
    }
}
