using Microsoft.Extensions.Logging;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>
/// Takes records from the sources and publishes them: at once while fewer calls than allowed are in flight; what
/// arrives meanwhile goes together in the next call. Failed calls are repeated for ever, with pauses.
/// </summary>
internal sealed class DeliveryPump(
    ITopic topic,
    DeliveryOptions options,
    RecordSources sources,
    Random random,
    TimeProvider time,
    PublisherMetrics metrics,
    ILogger<DeliveryPump> logger
)
{
    private readonly Lock _gate = new();
    private readonly AsyncSignal _callEnded = new();
    private readonly Backoff _backoff = new(options.MinBackoff, options.MaxBackoff, random);
    private readonly RefusedMessages _refusedMessages = new(topic, logger);
    private int _inFlight;
    private volatile string? _refusal;
    private volatile string? _failure;

    /// <summary>Why nothing can be sent until somebody changes something; null when that is not so.</summary>
    public string? Refusal => _refusal;

    /// <summary>Why the last call failed; null when it did not.</summary>
    public string? Failure => _failure;

    /// <summary>Publishes until <paramref name="drain"/> is cancelled and nothing is left, or <paramref name="abort"/> is.</summary>
    public async Task RunAsync(CancellationToken drain, CancellationToken abort)
    {
        await using var wakeOnDrain = drain.Register(sources.Changed.Set);
        await using var wakeOnAbort = abort.Register(sources.Changed.Set);
        while (!abort.IsCancellationRequested)
        {
            var (pause, free, idle) = Look();
            if (pause > TimeSpan.Zero)
            {
                // Appends do not end a pause: Pub/Sub being down costs one timer, not one wake-up an attempt.
                await Task.Delay(pause, time, abort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else if (!free)
            {
                await _callEnded.WaitAsync();
            }
            else if (sources.Take(options.MaxMessagesPerCall, options.MaxBytesPerCall) is { } taken)
            {
                lock (_gate)
                {
                    _inFlight++;
                }

                _ = Task.Run(() => CallAsync(taken.Source, taken.Batch, abort), CancellationToken.None);
            }
            else if (idle && drain.IsCancellationRequested)
            {
                return;
            }
            else
            {
                await sources.Changed.WaitAsync();
            }
        }

        // Calls in flight end by the cancellation; their records are back before anybody counts what is left.
        while (!Look().Idle)
        {
            await _callEnded.WaitAsync();
        }
    }

    private (TimeSpan Pause, bool Free, bool Idle) Look()
    {
        lock (_gate)
        {
            var allowed = _backoff.IsOpen ? 1 : options.MaxCallsInFlight;
            return (_backoff.Remaining(time.GetUtcNow()), _inFlight < allowed, _inFlight == 0);
        }
    }

    private async Task CallAsync(IRecordSource source, RecordBatch batch, CancellationToken abort)
    {
        try
        {
            using var timeout = new CancellationTokenSource(options.CallTimeout, time);
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(abort, timeout.Token);
            var eventSource = AttemptEvent.Source(source.ServiceName);
            var messages = new PubSubMessage[batch.Records.Count];
            for (var i = 0; i < messages.Length; i++)
            {
                messages[i] = AttemptMessage.Create(batch.Records[i].Json, eventSource);
            }

            await PublishAsync(source, batch, messages, cancel.Token);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            batch.Return();
        }
        catch (GoogleApiException exception) when (exception.Kind is GoogleErrorKind.Permanent)
        {
            Failed(batch, exception.Message, options.MaxBackoff, refused: true);
        }
        catch (GoogleApiException exception)
        {
            Failed(batch, exception.Message, exception.RetryAfter, refused: false);
        }
        catch (OperationCanceledException)
        {
            Failed(batch, $"no answer within {options.CallTimeout}", asked: null, refused: false);
        }
        catch (Exception exception)
        {
            logger.DeliveryFault(exception);
            Failed(batch, exception.GetType().Name, asked: null, refused: false);
        }
        finally
        {
            lock (_gate)
            {
                _inFlight--;
            }

            _callEnded.Set();
            sources.Changed.Set();
        }
    }

    private async Task PublishAsync(
        IRecordSource source,
        RecordBatch batch,
        PubSubMessage[] messages,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await topic.PublishAsync(messages, cancellationToken);
            _refusedMessages.Taken();
            Succeeded(batch, messages.Length);
        }
        catch (GoogleApiException refusal) when (RefusedMessages.IsAboutMessages(refusal))
        {
            if (
                await _refusedMessages.ResolveAsync(source, batch, messages, refusal, cancellationToken) is
                { } published
            )
            {
                Succeeded(batch, published);
            }
            else
            {
                Failed(batch, refusal.Message, options.MaxBackoff, refused: true, later: messages.Length == 1);
            }
        }
    }

    private void Succeeded(RecordBatch batch, int published)
    {
        var now = time.GetUtcNow();
        metrics.Published(published);
        foreach (var record in batch.Records)
        {
            metrics.Acknowledged(now - record.CapturedAt);
        }

        batch.Complete();
        _failure = null;
        int failures;
        lock (_gate)
        {
            failures = _backoff.Succeeded();
        }

        if (failures > 0)
        {
            _refusal = null;
            logger.PublishRecovered(topic.Name, failures);
        }
    }

    private void Failed(RecordBatch batch, string reason, TimeSpan? asked, bool refused, bool later = false)
    {
        var count = batch.Records.Count;
        metrics.Retried(count);
        batch.Return(later);
        _failure = reason;
        TimeSpan pause;
        bool first;
        lock (_gate)
        {
            first = !_backoff.IsOpen;
            pause = _backoff.Failed(time.GetUtcNow(), asked);
        }

        if (refused && Interlocked.Exchange(ref _refusal, reason) is null)
        {
            logger.PublishRefused(topic.Name, reason);
        }
        else if (first && !refused)
        {
            logger.PublishFailing(count, topic.Name, reason, pause);
        }
    }
}
