namespace NextCode.Attempts.Publisher.Spool;

/// <summary>The part that says how it is: for metrics, the health check, and tests.</summary>
internal sealed partial class AttemptLog
{
    /// <summary>Whether attempts go to memory although a directory is configured.</summary>
    public bool IsFallenBack => Volatile.Read(ref _unwritable);

    /// <summary>How many attempts are held in memory, those lent from there included.</summary>
    public int InMemory
    {
        get
        {
            lock (_gate)
            {
                return _memory.Count;
            }
        }
    }

    /// <summary>How many intents have ended while there was no disk to say so on.</summary>
    public int EndedInMemory
    {
        get
        {
            lock (_gate)
            {
                return _endedInMemory.Count;
            }
        }
    }

    /// <summary>What attempts take, on disk and in memory, in bytes.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return (_spool?.Directory.Bytes ?? 0) + _memory.Bytes;
            }
        }
    }

    /// <summary>How much of the bound that applies is used, 0 to 1.</summary>
    public double Fill
    {
        get
        {
            lock (_gate)
            {
                var onDisk = (double)((_spool?.Directory.Bytes ?? 0) + (Recovered?.Bytes ?? 0)) / _options.MaxBytes;
                return Math.Max(onDisk, (double)_memory.Bytes / _options.MemoryBytes);
            }
        }
    }

    /// <summary>How many attempts are not sent.</summary>
    public long Pending
    {
        get
        {
            var onDisk = _spool?.Log.Pending() ?? 0;
            lock (_gate)
            {
                return onDisk + _memory.Count;
            }
        }
    }

    /// <summary>When the oldest attempt that is not sent was captured; null when there is none.</summary>
    public DateTimeOffset? Oldest
    {
        get
        {
            var onDisk = _spool?.Log.Oldest();
            lock (_gate)
            {
                var inMemory = _memory.Oldest();
                return inMemory is null || onDisk < inMemory ? onDisk : inMemory;
            }
        }
    }
}
