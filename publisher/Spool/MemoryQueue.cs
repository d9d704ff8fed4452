using System.Buffers;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// Records held in memory, bounded in bytes; those lent to delivery count until it is done with them.
/// Not safe for concurrent use: its owner has the lock.
/// </summary>
internal sealed class MemoryQueue(long maxBytes)
{
    private Queue<MemoryRecord> _waiting = new();
    private readonly Queue<IReadOnlyList<MemoryRecord>> _returned = new();
    private readonly Queue<IReadOnlyList<MemoryRecord>> _returnedLast = new();
    private readonly List<IReadOnlyList<MemoryRecord>> _lent = [];

    /// <summary>What all records take, waiting, returned and lent.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many there are, waiting, returned and lent.</summary>
    public int Count { get; private set; }

    /// <summary>Whether any record waits that nobody has ever taken.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>Whether one more record of so many bytes is within the bound.</summary>
    public bool HasRoomFor(int bytes) => Bytes + bytes <= maxBytes;

    /// <summary>Takes a record into the queue; the queue now owns its buffer.</summary>
    public void Enqueue(MemoryRecord record)
    {
        _waiting.Enqueue(record);
        Bytes += record.Length;
        Count++;
    }

    /// <summary>The oldest record that nobody has ever taken.</summary>
    public bool TryPeek(out MemoryRecord record) => _waiting.TryPeek(out record);

    /// <summary>Removes the oldest record that nobody has ever taken; its buffer is no longer to be used.</summary>
    /// <returns>False where all are lent or returned.</returns>
    public bool TryRemoveOldest(out MemoryRecord record)
    {
        if (!_waiting.TryDequeue(out record))
        {
            return false;
        }

        Release(record);
        return true;
    }

    /// <summary>Makes records that came back wait again, before all others, as if they had never been lent.</summary>
    public void Reclaim()
    {
        if (_returned.Count + _returnedLast.Count > 0)
        {
            _waiting = new Queue<MemoryRecord>([
                .. _returned
                    .Concat(_returnedLast)
                    .SelectMany(records => records)
                    .Concat(_waiting)
                    .OrderBy(r => r.Sequence),
            ]);
            _returned.Clear();
            _returnedLast.Clear();
        }
    }

    /// <summary>Lends records; null when none waits.</summary>
    public IReadOnlyList<MemoryRecord>? Take(int maxRecords, int maxBytesTogether)
    {
        if (!_returned.TryDequeue(out var records))
        {
            records = TakeWaiting(maxRecords, maxBytesTogether);
        }

        if (records is null)
        {
            _returnedLast.TryDequeue(out records);
        }

        if (records is not null)
        {
            _lent.Add(records);
        }

        return records;
    }

    /// <summary>Ends a loan: the records are forgotten.</summary>
    public void Complete(IReadOnlyList<MemoryRecord> records)
    {
        _lent.Remove(records);
        foreach (var record in records)
        {
            Release(record);
        }
    }

    /// <summary>Ends a loan: the records go first at the next one, or when nothing else waits.</summary>
    public void Return(IReadOnlyList<MemoryRecord> records, bool later)
    {
        _lent.Remove(records);
        (later ? _returnedLast : _returned).Enqueue(records);
    }

    /// <summary>When the oldest record was captured; null when there is none.</summary>
    public DateTimeOffset? Oldest()
    {
        DateTimeOffset? oldest = _waiting.TryPeek(out var first) ? first.CapturedAt : null;
        foreach (var records in _lent.Concat(_returned).Concat(_returnedLast))
        {
            if (oldest is null || records[0].CapturedAt < oldest)
            {
                oldest = records[0].CapturedAt;
            }
        }

        return oldest;
    }

    /// <summary>Every record there is, lent ones too, in the order of their numbers.</summary>
    public IReadOnlyList<long> Sequences() =>
        [
            .. _lent
                .Concat(_returned)
                .Concat(_returnedLast)
                .SelectMany(records => records)
                .Concat(_waiting)
                .Select(r => r.Sequence)
                .Order(),
        ];

    private List<MemoryRecord>? TakeWaiting(int maxRecords, int maxBytesTogether)
    {
        List<MemoryRecord>? taken = null;
        long bytes = 0;
        while (
            _waiting.TryPeek(out var next)
            && (taken is null || (taken.Count < maxRecords && bytes + next.Length <= maxBytesTogether))
        )
        {
            (taken ??= []).Add(_waiting.Dequeue());
            bytes += next.Length;
        }

        return taken;
    }

    private void Release(MemoryRecord record)
    {
        Bytes -= record.Length;
        Count--;
        ArrayPool<byte>.Shared.Return(record.Buffer);
    }
}
