using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.PubSub.Wire;
using SQLitePCL;

namespace NextCode.Attempts.Local.PubSub.Storage;

/// <summary>
/// The only writer. What arrives while a transaction commits goes together into the next one, so that a lone publish
/// waits for nobody and many share the cost of a commit.
/// </summary>
internal sealed class WriteLoop : IAsyncDisposable
{
    /// <summary>Operations that may wait; beyond that, whoever brings one waits.</summary>
    private const int MaxWaiting = 4096;

    private const int MaxRowsPerTransaction = 4096;

    private readonly Channel<WriteOperation> _waiting = Channel.CreateBounded<WriteOperation>(
        new BoundedChannelOptions(MaxWaiting) { SingleReader = true }
    );
    private readonly List<WriteOperation> _batch = [];
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _rollback;
    private readonly SqliteConnection _writer;
    private readonly Checkpointer _checkpointer;
    private readonly ILogger _logger;
    private readonly Task _running;

    public WriteLoop(SqliteConnection writer, Checkpointer checkpointer, ILogger logger)
    {
        _writer = writer;
        _begin = writer.Prepare("BEGIN IMMEDIATE");
        _commit = writer.Prepare("COMMIT");
        _rollback = writer.Prepare("ROLLBACK");
        _checkpointer = checkpointer;
        _logger = logger;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Hands an operation over; it answers for itself.</summary>
    /// <exception cref="ApiException">The stand-in is stopping.</exception>
    public async ValueTask EnqueueAsync(WriteOperation operation)
    {
        try
        {
            await _waiting.Writer.WriteAsync(operation);
        }
        catch (ChannelClosedException error)
        {
            throw ApiException.Unavailable("The Pub/Sub stand-in is stopping.", error);
        }
    }

    /// <summary>Commits what was handed over, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _running;
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }

    private async Task RunAsync()
    {
        var reader = _waiting.Reader;
        try
        {
            while (await reader.WaitToReadAsync())
            {
                Drain(reader);
            }
        }
        catch (Exception error)
        {
            // A bug: without the loop nothing can be stored, so everyone is told rather than left waiting.
            Log.WriteLoopFailed(_logger, error);
            _waiting.Writer.TryComplete(error);
            while (reader.TryRead(out var operation))
            {
                operation.Failed(error);
            }
        }
    }

    private void Drain(ChannelReader<WriteOperation> reader)
    {
        var rows = 0;
        while (reader.TryRead(out var operation))
        {
            if (operation.RunsAlone || rows >= MaxRowsPerTransaction)
            {
                CommitBatch();
                rows = 0;
            }
            _batch.Add(operation);
            rows += operation.Rows;
            if (operation.RunsAlone)
            {
                CommitBatch();
                rows = 0;
            }
        }
        CommitBatch();
    }

    private void CommitBatch()
    {
        if (_batch.Count == 0)
        {
            return;
        }
        try
        {
            _begin.ExecuteNonQuery();
            _batch.RemoveAll(IsRefused);
            _commit.ExecuteNonQuery();
        }
        catch (Exception error)
        {
            Abandon(error);
            return;
        }
        foreach (var operation in _batch)
        {
            operation.Committed();
        }
        _checkpointer.Committed(_batch.Sum(operation => operation.Rows));
        _batch.Clear();
    }

    private static bool IsRefused(WriteOperation operation)
    {
        try
        {
            operation.Apply();
            return false;
        }
        catch (ApiException refusal)
        {
            operation.Failed(refusal);
            return true;
        }
    }

    private void Abandon(Exception error)
    {
        Log.TransactionFailed(_logger, _batch.Count, error);
        // Some errors, a full disk among them, make SQLite roll back by itself.
        if (raw.sqlite3_get_autocommit(_writer.Handle) == 0)
        {
            _rollback.ExecuteNonQuery();
        }
        var answer = ApiException.Unavailable($"Nothing was stored: {error.Message}", error);
        foreach (var operation in _batch)
        {
            operation.Failed(answer);
        }
        _batch.Clear();
    }
}
