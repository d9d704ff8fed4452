using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// Appends records to the newest segment: composes a record in one buffer and writes it to the page cache in one call.
/// Files are made ready beforehand (<see cref="PrepareSpare"/>); only when a burst is faster than that does an append
/// make one, because to have the attempt on disk is worth more than the microseconds. Not safe for concurrent use: its
/// owner has the lock, <see cref="PrepareSpare"/> excepted.
/// </summary>
/// <param name="directory">Where the segments are.</param>
/// <param name="segmentBytes">What a segment takes.</param>
/// <param name="owner">Whose they are.</param>
/// <param name="nextNumber">The next segment's number.</param>
/// <param name="hasRoom">Whether an append may make one more file.</param>
internal sealed class SegmentWriter(
    SegmentDirectory directory,
    long segmentBytes,
    SegmentOwner owner,
    int nextNumber,
    Func<bool> hasRoom
)
{
    private readonly Lock _preparing = new();
    private readonly byte[] _owner = owner.Write();
    private byte[] _frame = new byte[64 << 10];
    private Segment? _active;
    private volatile Segment? _spare;
    private int _nextNumber = nextNumber;
    private volatile bool _cannotPrepare;

    /// <summary>Why the last write failed; null after one that did not.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Whether a file is ready for when the newest segment is full.</summary>
    public bool HasSpare => _spare is not null;

    /// <summary>The segment appended to.</summary>
    public Segment? Active => _active;

    /// <summary>Makes the next segment's file ready.</summary>
    /// <exception cref="IOException">The disk is full or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The disk cannot be written.</exception>
    public void PrepareSpare()
    {
        lock (_preparing)
        {
            if (_spare is null)
            {
                _spare = directory.Create(_nextNumber, segmentBytes);
                _nextNumber++;
            }

            _cannotPrepare = false;
        }
    }

    /// <summary>Where the next record's payload is to be written.</summary>
    public Span<byte> Payload(int atMost)
    {
        var needed = (int)RecordFormat.FrameBytes(atMost);
        if (_frame.Length < needed)
        {
            _frame = new byte[needed];
        }

        return _frame.AsSpan(RecordFormat.HeaderBytes, atMost);
    }

    /// <summary>Appends the record whose payload was written; where it lies, null when there is no room or the disk failed.</summary>
    public LogPosition? Append(in RecordHeader header, long lastSequence)
    {
        var length = RecordFormat.Seal(_frame, header);
        if ((_active is null || _active.Length + length > segmentBytes) && !Roll(lastSequence, header.Time))
        {
            return null;
        }

        var position = new LogPosition(_active!.Number, _active.Length);
        if (!Write(_frame.AsSpan(0, length)))
        {
            return null;
        }

        _active.Enter(length, header.Kind is RecordKind.Attempt ? header.Sequence : 0, header.Time);
        return position;
    }

    /// <summary>Goes on in the spare; false when there is none and none can be made.</summary>
    public bool Roll(long lastSequence, DateTimeOffset now)
    {
        if ((_spare ?? PrepareNow()) is not { } next)
        {
            return false;
        }

        _active?.Seal();
        _active = next;
        _spare = null;
        var frame = new byte[RecordFormat.FrameBytes(_owner.Length)];
        _owner.CopyTo(frame, RecordFormat.HeaderBytes);
        RecordFormat.Seal(frame, new RecordHeader(RecordKind.Header, _owner.Length, lastSequence, 0, now));
        directory.Add(next);
        if (!Write(frame))
        {
            return false;
        }

        next.Enter(frame.Length, 0, now);
        return true;
    }

    /// <summary>Ends writing; an unused spare is deleted.</summary>
    public void Close()
    {
        _active?.Seal();
        _active = null;
        if (_spare is { } spare)
        {
            _spare = null;
            directory.Discard(spare);
        }
    }

    private Segment? PrepareNow()
    {
        // Where it failed once, only maintenance tries again: appends do not pay for a full disk.
        if (_cannotPrepare || !hasRoom())
        {
            return null;
        }

        try
        {
            PrepareSpare();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failure = exception;
            _cannotPrepare = true;
        }

        return _spare;
    }

    private bool Write(ReadOnlySpan<byte> frame)
    {
        try
        {
            _active!.File.Write(frame, _active.Length);
            Failure = null;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Failure = exception;
            Cut(_active!);
            _active!.Seal();
            _active = null;
            return false;
        }
    }

    // The record goes to memory now. Were all of it on disk in spite of the failure, recovery would send it a second time.
    private static void Cut(Segment segment)
    {
        try
        {
            segment.File.SetLength(segment.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A disk that fails again: a record that comes twice is harmless, a part of one is cut by recovery.
        }
    }
}
