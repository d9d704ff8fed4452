using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NextCode.Attempts.Local.BigQuery.Queries;

/// <summary>Makes SQLite look, every so many steps of its machine, whether the query was cancelled.</summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>About a millisecond of work.</summary>
    private const int Steps = 50_000;

    private readonly sqlite3 _handle;

    private Interruption(sqlite3 handle) => _handle = handle;

    public static Interruption Of(SqliteConnection connection, CancellationToken cancellation)
    {
        var handle = connection.Handle!;
        raw.sqlite3_progress_handler(handle, Steps, _ => cancellation.IsCancellationRequested ? 1 : 0, null);
        return new Interruption(handle);
    }

    public void Dispose() => raw.sqlite3_progress_handler(_handle, 0, null, null);
}
