namespace NextCode.Attempts.Consumer.Ingest.Insert;

/// <summary>
/// Shares calls among items without a timer: an item leaves at once if a call slot is free; items that arrive while all
/// slots are busy leave together when one frees.
/// </summary>
/// <param name="slots">How many calls may be under way.</param>
/// <param name="maxItems">How many items share a call.</param>
/// <param name="maxBytes">How many bytes share a call; a larger item goes alone.</param>
/// <param name="size">An item's bytes.</param>
/// <param name="send">Makes one call and settles its items; never throws.</param>
/// <remarks>Not bounded itself: what may be under way at all is bounded by <see cref="Admission"/>.</remarks>
internal sealed class Coalescer<T>(
    int slots,
    int maxItems,
    long maxBytes,
    Func<T, long> size,
    Func<IReadOnlyList<T>, Task> send
)
{
    private readonly Lock _lock = new();
    private readonly Queue<T> _waiting = new();
    private int _busy;

    /// <summary>Items that wait for a slot.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public void Add(T item)
    {
        lock (_lock)
        {
            _waiting.Enqueue(item);
            if (_busy == slots)
            {
                return;
            }

            _busy++;
        }

        _ = RunAsync();
    }

    private async Task RunAsync()
    {
        while (Take() is { } items)
        {
            await send(items);
        }
    }

    // Null, and the slot is free again, when nothing waits.
    private List<T>? Take()
    {
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out var first))
            {
                _busy--;
                return null;
            }

            var items = new List<T> { first };
            var bytes = size(first);
            while (items.Count < maxItems && _waiting.TryPeek(out var next) && (bytes += size(next)) <= maxBytes)
            {
                items.Add(_waiting.Dequeue());
            }

            return items;
        }
    }
}
