using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Resources;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Push;

/// <summary>
/// Pushes what a subscription owes as soon as it is there, a bounded number at once. Each of that many slots pushes one
/// message after another until there is none left.
/// </summary>
internal sealed class PushPump : IThreadPoolWorkItem, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Subscription _subscription;
    private readonly Pusher _pusher;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PushBackoff _backoff;
    private readonly FailureLog _log;
    private readonly ITimer _resume;
    private readonly int _maxInFlight;
    private int _inFlight;
    private int _isScheduled;

    public PushPump(Subscription subscription, Pusher pusher, PubSubStandInOptions options, ILogger logger)
    {
        _subscription = subscription;
        _pusher = pusher;
        _logger = logger;
        _time = options.Time;
        _maxInFlight = options.MaxPushesInFlight;
        _backoff = new PushBackoff(_time);
        _log = new FailureLog(_time);
        _resume = _time.CreateTimer(
            static state => ((PushPump)state!).Wake(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Says that there may be something to push. Never blocks.</summary>
    public void Wake()
    {
        if (_subscription.Settings.Push is not null && Interlocked.Exchange(ref _isScheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    public void Execute()
    {
        Volatile.Write(ref _isScheduled, 0);
        while (TryBegin(isSlotFree: false) is { } push)
        {
            _ = RunSlotAsync(push);
        }
    }

    /// <summary>Abandons what is under way, neither acknowledged nor refused, and waits until nothing is.</summary>
    public async ValueTask DisposeAsync()
    {
        bool isBusy;
        lock (_gate)
        {
            _stopping.Cancel();
            isBusy = _inFlight > 0;
        }
        if (isBusy)
        {
            await _idle.Task;
        }
        await _resume.DisposeAsync();
    }

    private async Task RunSlotAsync(Push push)
    {
        for (Push? next = push; next is { } current; next = TryBegin(isSlotFree: true))
        {
            await PushAsync(current);
        }
    }

    /// <summary>Takes the next message if one may be pushed now.</summary>
    /// <param name="isSlotFree">Whether the caller's slot has just come free.</param>
    private Push? TryBegin(bool isSlotFree)
    {
        // One lock around the slot and the queue: else a message that arrives in between could find no taker.
        lock (_gate)
        {
            if (isSlotFree)
            {
                _inFlight--;
            }
            if (_stopping.IsCancellationRequested)
            {
                if (_inFlight == 0)
                {
                    _idle.TrySetResult();
                }
                return null;
            }
            var settings = _subscription.Settings;
            if (
                !_pusher.IsRunning
                || settings.Push is null
                || _inFlight == _maxInFlight
                || IsPaused()
                || !_subscription.Queue.TryTake(out var leased)
            )
            {
                return null;
            }
            _inFlight++;
            return new Push(leased, settings, settings.Push.Endpoint, _time.GetTimestamp());
        }
    }

    private async Task PushAsync(Push push)
    {
        var delivery = push.Leased.Delivery;
        try
        {
            var outcome = await _pusher.PushAsync(_subscription.Name, push.Settings, push.Leased, _stopping.Token);
            Note(push, outcome);
            if (outcome.IsAcknowledged)
            {
                await _subscription.AcknowledgeAsync([delivery.Id]);
            }
            else
            {
                Refuse(push);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // It stays in the store, unacknowledged.
        }
        catch (ApiException)
        {
            // The push succeeded and the store refused the deletion, which the write loop has logged.
        }
        catch (Exception error)
        {
            Log.PushCrashed(_logger, _subscription.Name, error);
            Refuse(push);
        }
    }

    private bool IsPaused()
    {
        var left = _backoff.Remaining;
        if (left == TimeSpan.Zero)
        {
            return false;
        }
        // Whole milliseconds, rounded up: a timer that fires early would find the pause not over.
        _resume.Change(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
        return true;
    }

    private void Refuse(Push push) =>
        _subscription.Queue.Refuse([new AckId(_subscription.Id, push.Leased.Delivery.Id, push.Leased.Lease)]);

    private void Note(Push push, PushOutcome outcome)
    {
        bool isToldOf;
        lock (_gate)
        {
            if (outcome.IsAcknowledged)
            {
                _backoff.Succeeded();
            }
            else if (push.Settings.Retry is null)
            {
                _backoff.Failed(push.Began);
            }
            isToldOf = _log.Tells(isFailure: !outcome.IsAcknowledged);
        }
        if (!isToldOf)
        {
            return;
        }
        if (outcome.Refusal is null)
        {
            Log.PushesSucceed(_logger, _subscription.Name, push.Endpoint);
        }
        else
        {
            Log.PushesFail(_logger, _subscription.Name, push.Endpoint, outcome.Refusal);
        }
    }

    /// <summary>A push under way, and the settings it began with.</summary>
    private readonly record struct Push(LeasedDelivery Leased, SubscriptionSettings Settings, Uri Endpoint, long Began);
}
