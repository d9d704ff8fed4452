namespace NextCode.Attempts.Publisher.Spool;

/// <summary>The part that deletes segments: those that have nothing left, and those that go at a bound.</summary>
internal sealed partial class SegmentLog
{
    private readonly Lock _discarding = new();
    private readonly Queue<Segment> _discarded = [];
    private bool _deletingFails;

    /// <summary>
    /// Lets go of the oldest segment that delivery has nothing of at the moment, sent or not; false when there is none but
    /// the newest. What delivery has stays on disk: were the process killed meanwhile, nobody would know of it.
    /// </summary>
    /// <param name="reason">Why it goes.</param>
    /// <param name="before">Only if its newest record is older; null for any.</param>
    public bool TryDropOldest(DropReason reason, DateTimeOffset? before = null)
    {
        Segment oldest;
        lock (_gate)
        {
            var candidate = _directory
                .Segments.SkipLast(1)
                .FirstOrDefault(segment =>
                    segment.IsSealed
                    && !_lent.Exists(r => r.State is LentState.Lent && r.Start.Segment == segment.Number)
                );
            if (candidate is null || candidate.Newest >= before)
            {
                return false;
            }

            oldest = candidate;
            _release(oldest);
            Account(oldest, reason);
            _directory.Remove(oldest);
            Advance();
        }

        Discard(oldest);
        return true;
    }

    /// <summary>Deletes segments that have nothing left.</summary>
    public void Tidy()
    {
        while (TakeFinished() is { } finished)
        {
            Discard(finished);
        }

        DeleteDiscarded();
    }

    private Segment? TakeFinished()
    {
        lock (_gate)
        {
            Advance();
            if (
                _directory.Segments is not [{ IsSealed: true } oldest, _, ..]
                || _checkpoint.Position < new LogPosition(oldest.Number, oldest.Length)
                || !_release(oldest)
            )
            {
                return null;
            }

            _directory.Remove(oldest);
            return oldest;
        }
    }

    private void Discard(Segment segment)
    {
        lock (_discarding)
        {
            _discarded.Enqueue(segment);
        }

        DeleteDiscarded();
    }

    // In their order: were a segment deleted before an older one, recovery would find intents without their end.
    private void DeleteDiscarded()
    {
        lock (_discarding)
        {
            while (_discarded.TryPeek(out var segment))
            {
                try
                {
                    _directory.Discard(segment);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    if (!_deletingFails)
                    {
                        _logger.SegmentNotDeleted(exception, segment.Path);
                    }

                    _deletingFails = true;
                    return;
                }

                _deletingFails = false;
                _discarded.Dequeue();
            }
        }
    }

    private void Account(Segment oldest, DropReason reason)
    {
        foreach (var range in _lent.Where(r => r.Start.Segment == oldest.Number).ToList())
        {
            if (range.State is not LentState.Done)
            {
                _dropped(reason, range.FirstSequence, range.LastSequence, range.Attempts);
            }

            _lent.Remove(range);
        }

        if (_next.Segment > oldest.Number)
        {
            return;
        }

        var isBeingRead = _next.Segment == oldest.Number;
        var read = isBeingRead ? _readInSegment : 0;
        if (oldest.Attempts > read)
        {
            _dropped(
                reason,
                read > 0 ? _lastRead + 1 : oldest.FirstSequence,
                oldest.LastSequence,
                oldest.Attempts - read
            );
        }

        if (isBeingRead)
        {
            _next = new LogPosition(oldest.Number + 1, 0);
            _readInSegment = 0;
        }
    }
}
