using System.Diagnostics;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Consumer.Ingest.Insert;

/// <summary>A row on its way, and the push that waits for its verdict.</summary>
internal sealed class PendingRow(string eventId, ReadOnlyMemory<byte> json)
{
    private readonly TaskCompletionSource<RowVerdict> _verdict = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private volatile bool _isAbandoned;

    public TableRow Row { get; } = new(eventId, json);

    /// <summary>The span that the row's call belongs to.</summary>
    public ActivityContext Span { get; } = Activity.Current?.Context ?? default;

    public Task<RowVerdict> Verdict => _verdict.Task;

    /// <summary>Whether nobody waits any more: the message comes again, so a row not yet sent need not be.</summary>
    public bool IsAbandoned => _isAbandoned;

    public void Abandon() => _isAbandoned = true;

    public void Settle(RowVerdict verdict) => _verdict.TrySetResult(verdict);

    public void Fail(Exception exception) => _verdict.TrySetException(exception);
}
