using System.Collections.Concurrent;

namespace NextCode.Attempts.Local.BigQuery.Queries;

/// <summary>So many readers at a time; so many requests may wait for one, and the next is refused.</summary>
internal sealed class ReaderPool(string databasePath, BigQueryStandInOptions options) : IDisposable
{
    private readonly ConcurrentBag<Reader> _idle = [];
    private readonly SemaphoreSlim _free = new(options.MaxConcurrentQueries, options.MaxConcurrentQueries);
    private int _present;

    /// <summary>Runs blocking work with a reader of its own. Cancelling interrupts the statement that runs.</summary>
    public async Task<T> UseAsync<T>(Func<Reader, T> work, CancellationToken cancellation)
    {
        await EnterAsync(cancellation);
        try
        {
            if (!_idle.TryTake(out var reader))
            {
                reader = Reader.Open(databasePath);
            }

            try
            {
                reader.Now = options.Time.GetUtcNow().UtcDateTime;
                using var interruption = Interruption.Of(reader.Connection, cancellation);
                return work(reader);
            }
            finally
            {
                _idle.Add(reader);
            }
        }
        finally
        {
            _free.Release();
            Interlocked.Decrement(ref _present);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _free.Dispose();
    }

    private async Task EnterAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _present) > options.MaxQueuedQueries + options.MaxConcurrentQueries)
        {
            Interlocked.Decrement(ref _present);
            throw new ApiException(
                403,
                "rateLimitExceeded",
                $"Exceeded rate limits: too many concurrent queries; {options.MaxQueuedQueries} are _present already"
            );
        }

        try
        {
            await _free.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref _present);
            throw;
        }
    }
}
