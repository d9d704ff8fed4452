using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// The reading end of one spool: lends attempts from disk, forgets what is done with, deletes segments that have
/// nothing left. Holds positions, not attempts.
/// </summary>
internal sealed partial class SegmentLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SegmentDirectory _directory;
    private readonly SegmentReader _reader;
    private readonly Checkpoint _checkpoint;
    private readonly Func<long> _lastSequence;
    private readonly Func<Segment, bool> _release;
    private readonly Action<DropReason, long, long, long> _dropped;
    private readonly ILogger _logger;
    private readonly List<LentRange> _lent = [];
    private LogPosition _next;
    private long _readInSegment;
    private long _lastRead;
    private bool _checkpointFails;

    /// <param name="directory">The spool's files.</param>
    /// <param name="reader">Reads them.</param>
    /// <param name="checkpoint">Where to begin, and where to note how far everything is done with.</param>
    /// <param name="lastSequence">The last number given.</param>
    /// <param name="release">Asked before a segment is deleted: carries what must stay elsewhere, false while it cannot.</param>
    /// <param name="dropped">Told what goes at a bound: reason, first and last number, how many.</param>
    /// <param name="logger">Told of checkpoints that cannot be written.</param>
    /// <param name="doneInFirstSegment">How many attempts of the checkpoint's segment lie before it.</param>
    public SegmentLog(
        SegmentDirectory directory,
        SegmentReader reader,
        Checkpoint checkpoint,
        Func<long> lastSequence,
        Func<Segment, bool> release,
        Action<DropReason, long, long, long> dropped,
        ILogger logger,
        long doneInFirstSegment = 0
    )
    {
        _logger = logger;
        _readInSegment = doneInFirstSegment;
        _directory = directory;
        _reader = reader;
        _checkpoint = checkpoint;
        _lastSequence = lastSequence;
        _release = release;
        _dropped = dropped;
        _next = checkpoint.Position;
    }

    /// <summary>When the oldest attempt lent or returned was appended; null when there is none.</summary>
    public DateTimeOffset? Oldest()
    {
        lock (_gate)
        {
            return _lent.Where(r => r.State is not LentState.Done).Select(r => (DateTimeOffset?)r.Oldest).Min();
        }
    }

    /// <summary>Whether everything written is done with.</summary>
    public bool IsDrained()
    {
        lock (_gate)
        {
            return _lent is []
                && _directory.Segments.All(segment =>
                    segment.Length <= (segment.Number == _next.Segment ? _next.Offset : 0)
                    || segment.Number < _next.Segment
                );
        }
    }

    /// <summary>Lends the next attempts; null when there are none.</summary>
    /// <exception cref="IOException">The disk cannot be read.</exception>
    public RecordBatch? Take(int maxRecords, int maxBytes)
    {
        lock (_gate)
        {
            return TakeReturned(LentState.Returned)
                ?? TakeNext(maxRecords, maxBytes)
                ?? TakeReturned(LentState.ReturnedLast);
        }
    }

    /// <summary>How many attempts are not done with.</summary>
    public long Pending()
    {
        lock (_gate)
        {
            var unread = _directory
                .Segments.Where(segment => segment.Number >= _next.Segment)
                .Sum(segment => segment.Attempts - (segment.Number == _next.Segment ? _readInSegment : 0));
            return unread + _lent.Where(r => r.State is not LentState.Done).Sum(r => r.Attempts);
        }
    }

    /// <summary>Notes the last number given, where attempts that are not on disk have been given numbers.</summary>
    public void Note()
    {
        lock (_gate)
        {
            Write(_checkpoint.Position);
        }
    }

    /// <summary>Makes what is done with survive a power cut.</summary>
    public void Sync() => _checkpoint.Sync();

    /// <inheritdoc/>
    public void Dispose() => _checkpoint.Dispose();

    private DiskBatch? TakeReturned(LentState state)
    {
        while (_lent.Find(r => r.State == state) is { } range)
        {
            var piece = _reader.Read(range.Start, range.End, int.MaxValue, int.MaxValue);
            if (piece is null || piece.Records is [])
            {
                // Damaged since it was read first, and set aside.
                piece?.Dispose();
                range.State = LentState.Done;
                continue;
            }

            var lent = Range(piece);
            var at = _lent.IndexOf(range);
            _lent[at] = lent;
            if (piece.End < range.End)
            {
                _lent.Insert(at + 1, range.Rest(lent));
            }

            return new DiskBatch(this, lent, piece);
        }

        return null;
    }

    private DiskBatch? TakeNext(int maxRecords, int maxBytes)
    {
        while (_reader.Read(_next, null, maxRecords, maxBytes) is { } piece)
        {
            if (piece.Segment.Number != _next.Segment)
            {
                _readInSegment = 0;
            }

            _next = piece.End;
            if (piece.Records is [])
            {
                piece.Dispose();
                Advance();
                continue;
            }

            _readInSegment += piece.Records.Count;
            _lastRead = piece.Records[^1].Sequence;
            var range = Range(piece);
            _lent.Add(range);
            return new DiskBatch(this, range, piece);
        }

        Advance();
        return null;
    }

    private static LentRange Range(SegmentPiece piece) =>
        new(
            new LogPosition(piece.Segment.Number, piece.From),
            piece.End,
            piece.Records.Count,
            piece.Records[0].Sequence,
            piece.Records[^1].Sequence,
            piece.Records[0].CapturedAt
        );

    private void Complete(LentRange range)
    {
        lock (_gate)
        {
            range.State = LentState.Done;
            Advance();
        }
    }

    private void Return(LentRange range, bool later)
    {
        lock (_gate)
        {
            range.State = later ? LentState.ReturnedLast : LentState.Returned;
        }
    }

    private void Advance()
    {
        while (_lent is [{ State: LentState.Done }, ..])
        {
            _lent.RemoveAt(0);
        }

        var done = _lent is [] ? _next : _lent[0].Start;
        if (done > _checkpoint.Position)
        {
            Write(done);
        }
    }

    private void Write(LogPosition done)
    {
        try
        {
            _checkpoint.Write(done, _lastSequence());
            _checkpointFails = false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_checkpointFails)
            {
                _logger.CheckpointNotWritten(exception, _directory.Path);
            }

            _checkpointFails = true;
        }
    }

    private sealed class DiskBatch(SegmentLog log, LentRange range, SegmentPiece piece) : RecordBatch
    {
        public override IReadOnlyList<StoredRecord> Records => piece.Records;

        public override void Complete()
        {
            piece.Dispose();
            log.Complete(range);
        }

        public override void Return(bool later = false)
        {
            piece.Dispose();
            log.Return(range, later);
        }
    }
}
