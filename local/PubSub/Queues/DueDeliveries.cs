using System.Diagnostics.CodeAnalysis;

namespace NextCode.Attempts.Local.PubSub.Queues;

/// <summary>
/// Deliveries that something happens to at a moment: a lease runs out, a back-off ends. One timer, set to the earliest.
/// Not thread-safe: the queue calls it under its lock; the timer calls the queue.
/// </summary>
internal sealed class DueDeliveries : IDisposable
{
    private const int CompactionSlack = 1024;

    private readonly PriorityQueue<Delivery, long> _heap = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _scheduledFor = long.MaxValue;
    private int _live;

    public DueDeliveries(TimeProvider time, Action onDue)
    {
        _time = time;
        _timer = time.CreateTimer(
            static state => ((Action)state!)(),
            onDue,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>The moment that lies <paramref name="delay"/> ahead, on the monotonic clock.</summary>
    public long After(TimeSpan delay) =>
        _time.GetTimestamp() + (long)(delay.Ticks * ((double)_time.TimestampFrequency / TimeSpan.TicksPerSecond));

    /// <summary>Sets or moves the moment of a delivery.</summary>
    public void Add(Delivery delivery, long at)
    {
        if (delivery.DueAt == 0)
        {
            _live++;
        }
        delivery.DueAt = at;
        _heap.Enqueue(delivery, at);
        Compact();
        Schedule(at);
    }

    public void Remove(Delivery delivery)
    {
        if (delivery.DueAt != 0)
        {
            delivery.DueAt = 0;
            _live--;
        }
    }

    /// <summary>Takes one whose moment has come; when there is none, the timer is set for the next.</summary>
    public bool TryTake([NotNullWhen(true)] out Delivery? delivery)
    {
        while (_heap.TryPeek(out delivery, out var at))
        {
            if (delivery.DueAt != at)
            {
                _heap.Dequeue();
                continue;
            }
            if (at > _time.GetTimestamp())
            {
                break;
            }
            _heap.Dequeue();
            Remove(delivery);
            return true;
        }
        _scheduledFor = long.MaxValue;
        if (_heap.TryPeek(out _, out var next))
        {
            Schedule(next);
        }
        delivery = null;
        return false;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _heap.Clear();
    }

    private void Schedule(long at)
    {
        if (at >= _scheduledFor)
        {
            return;
        }
        _scheduledFor = at;
        var wait = _time.GetElapsedTime(_time.GetTimestamp(), at);
        // A system timer counts whole milliseconds and must not fire early, or it would be set again and again.
        _timer.Change(
            TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(wait.TotalMilliseconds))),
            Timeout.InfiniteTimeSpan
        );
    }

    // A moved or removed moment leaves its entry behind; without this, extending a lease over and over would fill memory.
    private void Compact()
    {
        if (_heap.Count <= (2 * _live) + CompactionSlack)
        {
            return;
        }
        var current = _heap.UnorderedItems.Where(item => item.Element.DueAt == item.Priority).Distinct().ToArray();
        _heap.Clear();
        _heap.EnqueueRange(current);
    }
}
