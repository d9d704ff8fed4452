using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Ingest.Insert;
using NextCode.Attempts.Consumer.Ingest.Push;
using NextCode.Attempts.Consumer.Telemetry;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Ingest.Pull;

/// <summary>
/// Fetches messages instead of waiting for pushes: where nothing can push, and to drain a backlog. A message is
/// acknowledged once BigQuery has its row or the dead-letter topic has it; its lease is extended meanwhile.
/// </summary>
internal sealed class PullService : BackgroundService
{
    // Pub/Sub takes 1,000 messages a pull and 1,000 ids an acknowledgement.
    private const int MaxIds = 1000;
    private const int AcknowledgeCalls = 2;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ExtendEvery = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    private readonly ISubscription _subscription;
    private readonly Ingestor _ingestor;
    private readonly ConsumerMetrics _metrics;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger<PullService> _logger;
    private readonly TimeSpan _deadline;
    private readonly int _maxOutstanding;
    private readonly ConcurrentDictionary<string, Task> _outstanding = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _settled = new(0);
    private readonly Coalescer<string> _acknowledgements;
    private int _failures;

    public PullService(
        ISubscription subscription,
        Ingestor ingestor,
        ConsumerMetrics metrics,
        IOptions<ConsumerOptions> options,
        TimeProvider timeProvider,
        ILogger<PullService> logger
    )
    {
        _subscription = subscription;
        _ingestor = ingestor;
        _metrics = metrics;
        _timeProvider = timeProvider;
        _logger = logger;
        _deadline = options.Value.PushDeadline;
        _maxOutstanding = options.Value.MaxOutstanding;
        _acknowledgements = new Coalescer<string>(
            AcknowledgeCalls,
            MaxIds,
            long.MaxValue,
            static _ => 1,
            AcknowledgeAsync
        );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Log.Pulling(_logger, _subscription.Name, _maxOutstanding);
        var extending = ExtendLeasesAsync(stoppingToken);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await PullOnceAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is leased is seen to its end below; anything else comes again.
        }

        await Task.WhenAll(_outstanding.Values);
        await extending;
    }

    private async Task PullOnceAsync(CancellationToken stoppingToken)
    {
        while (_outstanding.Count >= _maxOutstanding)
        {
            await _settled.WaitAsync(stoppingToken);
        }

        // During an outage leases would only go to and fro.
        if (Volatile.Read(ref _failures) is > 0 and var failures)
        {
            await Task.Delay(Pause(failures), _timeProvider, stoppingToken);
        }

        IReadOnlyList<ReceivedMessage> messages;
        try
        {
            messages = await _subscription.PullAsync(
                Math.Min(_maxOutstanding - _outstanding.Count, MaxIds),
                stoppingToken
            );
        }
        catch (GoogleApiException exception)
        {
            Interlocked.Increment(ref _failures);
            Log.PullFailed(_logger, _subscription.Name, exception.Message);
            return;
        }

        foreach (var message in messages)
        {
            _outstanding[message.AckId] = Task.CompletedTask;
            var handling = HandleAsync(message);
            _outstanding.TryUpdate(message.AckId, handling, Task.CompletedTask);
        }

        if (messages.Count == 0)
        {
            await Task.Delay(MinPause, _timeProvider, stoppingToken);
        }
    }

    private async Task HandleAsync(ReceivedMessage received)
    {
        await Task.Yield();
        _metrics.Received(DeliveryForm.Pulled);
        var incoming = new IncomingMessage(received.Message, _subscription.Name, received.DeliveryAttempt);
        var outcome = IngestOutcome.Retry;
        try
        {
            outcome = await _ingestor.IngestAsync(incoming, new Deadline(_timeProvider, _deadline));
        }
        catch (Exception exception)
        {
            Log.PulledMessageFailed(_logger, exception, received.Message.MessageId);
        }

        if (outcome is IngestOutcome.Retry)
        {
            Interlocked.Increment(ref _failures);
            await GiveBackAsync(received.AckId);
        }
        else
        {
            Volatile.Write(ref _failures, 0);
            _acknowledgements.Add(received.AckId);
        }

        _outstanding.TryRemove(received.AckId, out _);
        _settled.Release();
    }

    private async Task AcknowledgeAsync(IReadOnlyList<string> ids)
    {
        try
        {
            await _subscription.AcknowledgeAsync(ids, CancellationToken.None);
        }
        catch (GoogleApiException exception)
        {
            // The messages come again, and insertId and attempts_unique make that harmless.
            Log.AcknowledgeFailed(_logger, ids.Count, exception.Message);
        }
    }

    private async Task GiveBackAsync(string ackId)
    {
        try
        {
            await _subscription.ModifyAckDeadlineAsync([ackId], TimeSpan.Zero, CancellationToken.None);
        }
        catch (GoogleApiException exception)
        {
            Log.AcknowledgeFailed(_logger, 1, exception.Message); // The lease runs out by itself.
        }
    }

    private async Task ExtendLeasesAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(ExtendEvery, _timeProvider, stoppingToken);
                foreach (var ids in _outstanding.Keys.Chunk(MaxIds))
                {
                    await ExtendAsync(ids, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left ends within the push's deadline, which is shorter than a lease.
        }
    }

    private async Task ExtendAsync(string[] ids, CancellationToken stoppingToken)
    {
        try
        {
            await _subscription.ModifyAckDeadlineAsync(ids, Lease, stoppingToken);
        }
        catch (GoogleApiException exception)
        {
            Log.PullFailed(_logger, _subscription.Name, exception.Message);
        }
    }

    private static TimeSpan Pause(int failures)
    {
        var pause = MinPause * Math.Pow(2, Math.Min(failures, 10));
        return pause < MaxPause ? pause : MaxPause;
    }
}
