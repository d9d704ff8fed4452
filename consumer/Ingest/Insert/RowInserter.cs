using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Consumer.Telemetry;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;
using Polly;
using Polly.CircuitBreaker;

namespace NextCode.Attempts.Consumer.Ingest.Insert;

/// <summary>
/// Streams rows into the table, sharing calls among the pushes that wait, and finds out for every single row what
/// became of it.
/// </summary>
internal sealed class RowInserter
{
    // BigQuery recommends about 500 rows a request and takes at most 10 MB; the rest is room for its framing.
    private const int MaxRows = 500;
    private const long MaxCallBytes = 9_000_000;
    public const long MaxRowBytes = 9_990_000;
    private const int RowOverhead = 64;

    private readonly ITable _table;
    private readonly TimeProvider _timeProvider;
    private readonly ConsumerMetrics _metrics;
    private readonly ConsumerOptions _options;
    private readonly Coalescer<PendingRow> _coalescer;
    private readonly ResiliencePipeline _pipeline;
    private readonly ILogger<RowInserter> _logger;

    public RowInserter(
        ITable table,
        IOptions<ConsumerOptions> options,
        TimeProvider timeProvider,
        ConsumerMetrics metrics,
        ILogger<RowInserter> logger
    )
    {
        _table = table;
        _timeProvider = timeProvider;
        _metrics = metrics;
        _logger = logger;
        _options = options.Value;
        _pipeline = InsertPipeline.Create(_options, timeProvider, Circuit, metrics.InsertRetried, logger);
        _coalescer = new Coalescer<PendingRow>(
            _options.InsertCalls,
            MaxRows,
            MaxCallBytes,
            static pending => pending.Row.Json.Length + RowOverhead,
            SendAsync
        );
        metrics.ObserveWaitingRows(() => _coalescer.Waiting);
    }

    /// <summary>Whether calls are being made or held back.</summary>
    public CircuitBreakerStateProvider Circuit { get; } = new();

    /// <summary>Streams one row and waits for the verdict.</summary>
    public async Task<RowVerdict> InsertAsync(Row row, Deadline deadline)
    {
        if (row.Json.Length > MaxRowBytes)
        {
            return new RowVerdict(RowVerdictKind.TooLarge, $"the row has {row.Json.Length} bytes");
        }

        var pending = new PendingRow(row.EventId, row.Json);
        _coalescer.Add(pending);
        try
        {
            return await deadline.WaitForAsync(pending.Verdict);
        }
        catch (TimeoutException)
        {
            pending.Abandon();
            return RowVerdict.Unavailable("the push's deadline passed; whether BigQuery has the row is unknown");
        }
    }

    private async Task SendAsync(IReadOnlyList<PendingRow> rows)
    {
        var wanted = rows.Any(static row => row.IsAbandoned) ? [.. rows.Where(static row => !row.IsAbandoned)] : rows;
        if (wanted.Count == 0)
        {
            return;
        }

        using var span = ConsumerTracing.StartInsert(wanted.Select(static row => row.Span));
        using var deadline = new CancellationTokenSource(_options.PushDeadline, _timeProvider);
        try
        {
            await SendAsync(wanted, deadline.Token);
        }
        catch (Exception exception)
        {
            // Whatever went wrong, the pushes that wait hear of it, and Pub/Sub keeps the messages.
            foreach (var row in wanted)
            {
                row.Fail(exception);
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<PendingRow> rows, CancellationToken cancellationToken)
    {
        for (var wait = _options.InsertBackoff; rows.Count > 0; wait *= 2)
        {
            IReadOnlyList<RowError> errors;
            try
            {
                errors = await CallAsync(rows, cancellationToken);
            }
            catch (GoogleApiException exception) when (InsertPipeline.IsAboutContent(exception))
            {
                await SplitAsync(rows, exception, cancellationToken);
                return;
            }
            catch (Exception exception)
                when (exception is GoogleApiException or BrokenCircuitException or OperationCanceledException)
            {
                SayWhy(rows, exception);
                Settle(rows, RowVerdict.Unavailable(exception.Message));
                return;
            }

            if (errors.Count == 0)
            {
                Settle(rows, RowVerdict.Accepted);
                return;
            }

            var refused = errors.Count(static error => !RowErrors.IsPassing(error));
            rows = SettleNamed(rows, errors);
            if (refused == 0 && !await WaitAsync(wait, cancellationToken))
            {
                Log.InsertFailed(
                    _logger,
                    rows.Count,
                    rows[0].Row.InsertId,
                    $"BigQuery held them back: {errors[0].Reason}"
                );
                Settle(rows, RowVerdict.Unavailable($"BigQuery held the rows back: {errors[0].Reason}"));
                return;
            }
        }
    }

    // A line a call, and none while calls are held back: an outage would bury the log under a line a message.
    private void SayWhy(IReadOnlyList<PendingRow> rows, Exception exception)
    {
        if (exception is GoogleApiException { Kind: GoogleErrorKind.Permanent })
        {
            Log.InsertRefused(_logger, rows.Count, exception.Message);
        }
        else if (exception is not BrokenCircuitException)
        {
            Log.InsertFailed(_logger, rows.Count, rows[0].Row.InsertId, exception.Message);
        }
    }

    private async Task<IReadOnlyList<RowError>> CallAsync(
        IReadOnlyList<PendingRow> rows,
        CancellationToken cancellationToken
    )
    {
        TableRow[] request = [.. rows.Select(static pending => pending.Row)];
        var started = _timeProvider.GetTimestamp();
        var errors = await _pipeline.ExecuteAsync(
            static async (call, cancellation) => await call._table.InsertAllAsync(call.request, cancellation),
            (_table, request),
            cancellationToken
        );
        _metrics.InsertAnswered(rows.Count, _timeProvider.GetElapsedTime(started));
        return errors;
    }

    // The rows that BigQuery does not fault go on; with default flags it took none of the call's rows.
    private static List<PendingRow> SettleNamed(IReadOnlyList<PendingRow> rows, IReadOnlyList<RowError> errors)
    {
        var faults = new RowError?[rows.Count];
        foreach (var error in errors)
        {
            if (error.Index >= 0 && error.Index < rows.Count && !RowErrors.IsPassing(error))
            {
                faults[error.Index] = error;
            }
        }

        var again = new List<PendingRow>(rows.Count);
        for (var index = 0; index < rows.Count; index++)
        {
            if (faults[index] is { } fault)
            {
                rows[index].Settle(RowErrors.ToVerdict(fault));
            }
            else
            {
                again.Add(rows[index]);
            }
        }

        return again;
    }

    private async Task SplitAsync(
        IReadOnlyList<PendingRow> rows,
        GoogleApiException exception,
        CancellationToken cancellationToken
    )
    {
        if (rows.Count > 1)
        {
            var half = rows.Count / 2;
            await SendAsync([.. rows.Take(half)], cancellationToken);
            await SendAsync([.. rows.Skip(half)], cancellationToken);
        }
        else if ((int?)exception.Status is 413)
        {
            rows[0].Settle(new RowVerdict(RowVerdictKind.TooLarge, "BigQuery refused the row with 413"));
        }
        else
        {
            // Google calls the request invalid, not the row: held back and cried out about rather than let go of.
            Log.InsertRefused(_logger, 1, exception.Message);
            rows[0].Settle(RowVerdict.Unavailable(exception.Message));
        }
    }

    private async Task<bool> WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        _metrics.InsertRetried();
        try
        {
            await Task.Delay(wait, _timeProvider, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static void Settle(IReadOnlyList<PendingRow> rows, RowVerdict verdict)
    {
        foreach (var row in rows)
        {
            row.Settle(verdict);
        }
    }
}
