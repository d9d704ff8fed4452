using System.Text.Json;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Benchmarks.Consumer;

/// <summary>A BigQuery that takes every row, after so long.</summary>
internal sealed class NullTable(TimeSpan latency) : ITable
{
    private long _rows;

    public string Name => "local.attempts.attempts";

    public long Rows => Volatile.Read(ref _rows);

    public async Task<IReadOnlyList<RowError>> InsertAllAsync(
        IReadOnlyList<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        if (latency > TimeSpan.Zero)
        {
            await Task.Delay(latency, TimeProvider.System, cancellationToken);
        }

        Interlocked.Add(ref _rows, rows.Count);
        return [];
    }

    public Task<JsonElement?> GetAsync(CancellationToken cancellationToken) => Task.FromResult<JsonElement?>(null);
}
