using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>One file of the log. Written by one, read by others: what they share is volatile.</summary>
internal sealed class Segment(int number, string path, ISpoolFile file)
{
    private long _length;
    private long _syncedLength;
    private long _newestTicks;
    private long _attempts;
    private long _firstSequence;
    private long _lastSequence;
    private volatile bool _sealed;

    public int Number { get; } = number;

    public string Path { get; } = path;

    public ISpoolFile File { get; } = file;

    /// <summary>Where what was written ends; only whole records lie before it.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Nothing will be written any more; read before <see cref="Length"/>, the length then is the last.</summary>
    public bool IsSealed => _sealed;

    /// <summary>When its newest record was appended.</summary>
    public DateTimeOffset Newest => new(Volatile.Read(ref _newestTicks), TimeSpan.Zero);

    /// <summary>How many attempts it has.</summary>
    public long Attempts => Volatile.Read(ref _attempts);

    /// <summary>The number of its first attempt; 0 where it has none.</summary>
    public long FirstSequence => Volatile.Read(ref _firstSequence);

    /// <summary>The number of its last attempt; 0 where it has none.</summary>
    public long LastSequence => Volatile.Read(ref _lastSequence);

    /// <summary>Up to where it survives a power cut.</summary>
    public long SyncedLength => Volatile.Read(ref _syncedLength);

    /// <summary>Whether something was written that a power cut would take.</summary>
    public bool NeedsSync => SyncedLength < Length;

    /// <summary>Enters a record that has been written at <see cref="Length"/>.</summary>
    /// <param name="bytes">What it takes.</param>
    /// <param name="sequence">Its number if it is an attempt, else 0.</param>
    /// <param name="time">When it was appended.</param>
    public void Enter(long bytes, long sequence, DateTimeOffset time)
    {
        if (sequence != 0)
        {
            if (_firstSequence == 0)
            {
                Volatile.Write(ref _firstSequence, sequence);
            }

            Volatile.Write(ref _lastSequence, sequence);
            Volatile.Write(ref _attempts, _attempts + 1);
        }

        Volatile.Write(ref _newestTicks, time.UtcTicks);
        Volatile.Write(ref _length, _length + bytes);
    }

    /// <summary>Passes over bytes that are no record.</summary>
    public void Skip(long bytes) => Volatile.Write(ref _length, _length + bytes);

    public void Seal() => _sealed = true;

    /// <summary>Waits until what has been written so far survives a power cut.</summary>
    public void Sync()
    {
        var length = Length;
        File.Sync();
        Volatile.Write(ref _syncedLength, length);
    }
}
