using System.Diagnostics.CodeAnalysis;
using NextCode.Attempts.Local.PubSub.Resources;

namespace NextCode.Attempts.Local.PubSub.Queues;

/// <summary>
/// Everything one subscription owes: what can be taken, what is leased, and what waits for its back-off. Ids and
/// leases only; payloads stay in the store.
/// </summary>
internal sealed class SubscriptionQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Delivery> _outstanding = [];
    private readonly Queue<Delivery> _ready = new();
    private readonly DueDeliveries _due;
    private readonly IQueueListener _listener;
    private readonly TimeProvider _time;
    private SubscriptionSettings _settings;
    private TaskCompletionSource? _arrival;

    public SubscriptionQueue(SubscriptionSettings settings, IQueueListener listener, TimeProvider time)
    {
        _settings = settings;
        _listener = listener;
        _time = time;
        _due = new DueDeliveries(time, OnDue);
    }

    /// <summary>Messages that are neither acknowledged nor forwarded.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _outstanding.Count;
            }
        }
    }

    /// <summary>Takes effect on what is leased or refused from now on.</summary>
    public void Configure(SubscriptionSettings changed)
    {
        lock (_gate)
        {
            _settings = changed;
        }
    }

    public void Enqueue(IReadOnlyList<Delivery> deliveries)
    {
        lock (_gate)
        {
            foreach (var delivery in deliveries)
            {
                _outstanding.Add(delivery.Id, delivery);
                _ready.Enqueue(delivery);
            }
        }
        Announce();
    }

    /// <summary>Leases up to <paramref name="max"/> messages for the acknowledgement deadline; at least one, then as many as fit in <paramref name="maxBytes"/>.</summary>
    public IReadOnlyList<LeasedDelivery> Take(int max, long maxBytes)
    {
        var taken = new List<LeasedDelivery>(Math.Min(max, 64));
        List<Delivery>? expired = null;
        lock (_gate)
        {
            var deadline = _due.After(_settings.AckDeadline);
            while (taken.Count < max && TakeNext(ref expired, ref maxBytes, taken.Count == 0, out var leased))
            {
                _due.Add(leased.Delivery, deadline);
                taken.Add(leased);
            }
        }
        Report(expired);
        return taken;
    }

    /// <summary>Leases one message with no deadline: whoever takes it always comes back with its outcome.</summary>
    public bool TryTake(out LeasedDelivery leased)
    {
        List<Delivery>? expired = null;
        var unbounded = long.MaxValue;
        bool isTaken;
        lock (_gate)
        {
            isTaken = TakeNext(ref expired, ref unbounded, isFirst: true, out leased);
        }
        Report(expired);
        return isTaken;
    }

    /// <summary>Waits until there may be something to take, or until <paramref name="patience"/> has passed.</summary>
    public Task WaitAsync(TimeSpan patience, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_ready.Count > 0)
            {
                return Task.CompletedTask;
            }
            _arrival ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _arrival.Task.WaitAsync(patience, _time, cancellation);
        }
    }

    /// <summary>
    /// Forgets these for good and says which were still known. A late acknowledgement counts: whoever sends it has done
    /// the work, whatever became of the lease.
    /// </summary>
    public IReadOnlyList<Delivery> Complete(IEnumerable<long> ids)
    {
        var completed = new List<Delivery>();
        lock (_gate)
        {
            foreach (var id in ids)
            {
                if (_outstanding.Remove(id, out var delivery))
                {
                    Finish(delivery);
                    completed.Add(delivery);
                }
            }
        }
        return completed;
    }

    /// <summary>Moves the deadline of leases that are still current; others are left alone.</summary>
    public void Extend(IEnumerable<AckId> leases, TimeSpan deadline)
    {
        lock (_gate)
        {
            var at = _due.After(deadline);
            foreach (var ackId in leases)
            {
                if (TryFindLease(ackId.Delivery, ackId.Lease, out var delivery))
                {
                    _due.Add(delivery, at);
                }
            }
        }
    }

    /// <summary>Gives back leases that are still current, as failed; others are left alone.</summary>
    public void Refuse(IEnumerable<AckId> leases)
    {
        var failures = new Failures();
        lock (_gate)
        {
            foreach (var ackId in leases)
            {
                if (TryFindLease(ackId.Delivery, ackId.Lease, out var delivery))
                {
                    Fail(delivery, ref failures);
                }
            }
        }
        Report(failures);
    }

    /// <summary>Takes back what could not be forwarded; it is delivered again after its back-off.</summary>
    public void Return(Delivery delivery)
    {
        lock (_gate)
        {
            if (delivery.State == DeliveryState.Forwarding)
            {
                Delay(delivery);
            }
        }
        Announce();
    }

    /// <summary>Drops what is older than the retention.</summary>
    public void DropExpired()
    {
        List<Delivery>? expired = null;
        lock (_gate)
        {
            var horizon = Horizon();
            foreach (var delivery in _outstanding.Values.Where(delivery => delivery.State is DeliveryState.Ready))
            {
                if (delivery.Message.PublishTime < horizon)
                {
                    (expired ??= []).Add(delivery);
                }
            }
            foreach (var delivery in expired ?? [])
            {
                _outstanding.Remove(delivery.Id);
                Finish(delivery);
            }
            // Nobody may ever take from this queue, so what is done must not wait for that.
            while (_ready.TryPeek(out var first) && first.State != DeliveryState.Ready)
            {
                _ready.Dequeue();
            }
        }
        Report(expired);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _due.Dispose();
            _outstanding.Clear();
            _ready.Clear();
        }
    }

    private bool TakeNext(ref List<Delivery>? expired, ref long room, bool isFirst, out LeasedDelivery leased)
    {
        var horizon = Horizon();
        while (_ready.TryPeek(out var delivery))
        {
            if (delivery.State == DeliveryState.Ready && delivery.Message.PublishTime < horizon)
            {
                _outstanding.Remove(delivery.Id);
                Finish(delivery);
                (expired ??= []).Add(delivery);
            }
            if (delivery.State != DeliveryState.Ready)
            {
                _ready.Dequeue();
                continue;
            }
            if (!isFirst && delivery.Message.Size > room)
            {
                break;
            }
            _ready.Dequeue();
            room -= delivery.Message.Size;
            delivery.State = DeliveryState.Leased;
            delivery.Lease++;
            leased = new LeasedDelivery(delivery, delivery.Lease, delivery.Failures + 1);
            return true;
        }
        leased = default;
        return false;
    }

    private bool TryFindLease(long id, int lease, [NotNullWhen(true)] out Delivery? delivery) =>
        _outstanding.TryGetValue(id, out delivery) && delivery.State == DeliveryState.Leased && delivery.Lease == lease;

    private void OnDue()
    {
        var failures = new Failures();
        lock (_gate)
        {
            while (_due.TryTake(out var delivery))
            {
                if (delivery.State == DeliveryState.Leased)
                {
                    Fail(delivery, ref failures);
                }
                else
                {
                    MakeReady(delivery);
                }
            }
        }
        Report(failures);
    }

    private void Fail(Delivery delivery, ref Failures failures)
    {
        delivery.Failures++;
        if (failures.Add(delivery, _settings.DeadLetter))
        {
            _due.Remove(delivery);
            delivery.State = DeliveryState.Forwarding;
            return;
        }
        Delay(delivery);
    }

    private void Delay(Delivery delivery)
    {
        var delay = _settings.Retry?.DelayAfter(delivery.Failures) ?? TimeSpan.Zero;
        if (delay == TimeSpan.Zero)
        {
            MakeReady(delivery);
            return;
        }
        delivery.State = DeliveryState.Delayed;
        _due.Add(delivery, _due.After(delay));
    }

    private void MakeReady(Delivery delivery)
    {
        _due.Remove(delivery);
        delivery.State = DeliveryState.Ready;
        _ready.Enqueue(delivery);
    }

    private void Finish(Delivery delivery)
    {
        _due.Remove(delivery);
        delivery.State = DeliveryState.Done;
    }

    private long Horizon() => (_time.GetUtcNow() - _settings.Retention).ToUnixTimeMilliseconds();

    private void Announce()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            if (_ready.Count == 0)
            {
                return;
            }
            (waiting, _arrival) = (_arrival, null);
        }
        waiting?.TrySetResult();
        _listener.OnReady();
    }

    private void Report(Failures failures)
    {
        failures.ReportTo(_listener);
        Announce();
    }

    private void Report(List<Delivery>? expired)
    {
        if (expired is not null)
        {
            _listener.OnExpired(expired);
        }
    }
}
