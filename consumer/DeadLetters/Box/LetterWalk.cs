using System.Collections.Concurrent;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.DeadLetters.Box;

/// <summary>
/// A walk over the dead-letter subscription. It leases what it sees, so that nothing comes twice, extends the leases
/// while it lasts, and gives back at the end. Its calls to Pub/Sub are never cancelled half-way: an answer that nobody
/// reads would leave its letters leased.
/// </summary>
internal sealed class LetterWalk : ILetterWalk
{
    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(50);

    private readonly ISubscription _subscription;
    private readonly GivenBack _givenBack;
    private readonly IReadOnlyList<TimeSpan> _doubts;
    private readonly TimeSpan _lease;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, string> _leases = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _extending;

    /// <param name="subscription">Where the letters are.</param>
    /// <param name="givenBack">What walks before this one gave back.</param>
    /// <param name="doubts">The pauses after which an empty answer is asked for again before it is believed.</param>
    /// <param name="lease">How long letters are held at a time.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="logger">Hears of leases that could not be extended or given back.</param>
    public LetterWalk(
        ISubscription subscription,
        GivenBack givenBack,
        IReadOnlyList<TimeSpan> doubts,
        TimeSpan lease,
        TimeProvider timeProvider,
        ILogger logger
    )
    {
        _subscription = subscription;
        _givenBack = givenBack;
        _doubts = doubts;
        _lease = lease;
        _timeProvider = timeProvider;
        _logger = logger;
        _extending = ExtendAsync();
    }

    public async Task<IReadOnlyList<LeasedLetter>> NextAsync(int max)
    {
        for (var asked = 0; ; )
        {
            var received = await _subscription.PullNowAsync(
                Math.Min(max, PubSubLimits.MessagesPerCall),
                CancellationToken.None
            );
            foreach (var message in received)
            {
                var id = message.Message.MessageId ?? "";
                _leases[message.AckId] = id;
                _givenBack.Seen(id);
            }

            if (received.Count == 0 && _givenBack.AreExpected)
            {
                await Task.Delay(Recheck, _timeProvider);
                continue;
            }

            if (received.Count > 0 || asked >= _doubts.Count)
            {
                return [.. received.Select(static m => new LeasedLetter(DeadLetter.Read(m.Message), m.AckId))];
            }

            await Task.Delay(_doubts[asked++], _timeProvider);
        }
    }

    public async Task SettleAsync(IReadOnlyList<LeasedLetter> letters)
    {
        foreach (var ids in letters.Select(static letter => letter.Lease).Chunk(PubSubLimits.MessagesPerCall))
        {
            await _subscription.AcknowledgeAsync(ids, CancellationToken.None);
            foreach (var id in ids)
            {
                _leases.TryRemove(id, out _);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _extending;
        _end.Dispose();
        await MoveDeadlinesAsync(TimeSpan.Zero);
        _givenBack.Note(_leases.Values);
        _leases.Clear();
    }

    private async Task ExtendAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(_lease / 3, _timeProvider, _end.Token);
                await MoveDeadlinesAsync(_lease);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The walk is over.
        }
    }

    private Task MoveDeadlinesAsync(TimeSpan deadline) =>
        Parallel.ForEachAsync(
            _leases.Keys.Chunk(PubSubLimits.MessagesPerCall),
            async (ids, _) =>
            {
                try
                {
                    await _subscription.ModifyAckDeadlineAsync(ids, deadline, CancellationToken.None);
                }
                catch (GoogleApiException exception)
                {
                    Log.LeasesNotMoved(_logger, ids.Length, exception.Message);
                }
            }
        );
}
