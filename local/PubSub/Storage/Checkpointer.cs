using Microsoft.Data.Sqlite;

namespace NextCode.Attempts.Local.PubSub.Storage;

/// <summary>
/// Moves what is committed from the write-ahead log to the database file, beside the writer. SQLite would do it inside
/// a commit, and every publish that shares the commit would wait for the disk.
/// </summary>
internal sealed class Checkpointer : IAsyncDisposable
{
    /// <summary>Rows between two checkpoints; about four megabytes of log.</summary>
    private const int RowsBetween = 1000;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _checkpoint;
    private readonly SemaphoreSlim _due = new(0, 1);
    private readonly Task _running;
    private volatile bool _isStopping;
    private int _rows;

    public Checkpointer(Database database)
    {
        _connection = database.OpenCheckpointer();
        _checkpoint = _connection.Prepare("PRAGMA wal_checkpoint(PASSIVE)");
        _running = Task.Run(RunAsync);
    }

    /// <summary>Says how many rows a commit touched. The write loop's alone.</summary>
    public void Committed(int rows)
    {
        _rows += rows;
        if (_rows >= RowsBetween && _due.CurrentCount == 0)
        {
            _rows = 0;
            _due.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        if (_due.CurrentCount == 0)
        {
            _due.Release();
        }
        await _running;
        await _checkpoint.DisposeAsync();
        await _connection.DisposeAsync();
        _due.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await _due.WaitAsync();
            if (_isStopping)
            {
                return;
            }
            _checkpoint.ExecuteNonQuery();
        }
    }
}
