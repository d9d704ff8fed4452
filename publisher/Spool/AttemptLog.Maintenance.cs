using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>The part that makes files ready, syncs them, keeps the bounds, and closes.</summary>
internal sealed partial class AttemptLog
{
    private readonly Lock _maintenance = new();
    private readonly Lock _syncing = new();
    private bool _unreadable;
    private bool _unwritable;
    private DateTimeOffset _lastSync;

    /// <summary>The spools of dead processes, which share the bound on bytes.</summary>
    public RecoveredSpools? Recovered { get; set; }

    /// <summary>
    /// Does what appends do not wait for; called about once a second and when <see cref="NeedsMaintenance"/> is set.
    /// </summary>
    public void Maintain()
    {
        lock (_maintenance)
        {
            if (_options.Directory is not null && !_closed)
            {
                try
                {
                    MaintainSpool();
                    Written();
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    Unwritten(exception);
                }
            }

            _drops.Flush();
        }
    }

    /// <summary>
    /// Stops taking attempts and closes: what is on disk stays for the next start, what is in memory is counted as lost.
    /// </summary>
    public void Close()
    {
        lock (_maintenance)
        {
            if (_closed)
            {
                return;
            }

            Maintain();
            bool isEmpty;
            lock (_gate)
            {
                _closed = true;
                foreach (var sequence in _memory.Sequences())
                {
                    _drops.Add(DropReason.Stopped, sequence);
                }

                isEmpty = _intents.Count == 0;
            }

            _drops.Flush();
            try
            {
                _spool?.Close(isEmpty && _spool.Log.IsDrained());
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                _logger.SpoolNotClosed(exception, _options.Directory!);
            }

            _spool = null;
        }
    }

    private void Start()
    {
        _lastSync = _time.GetUtcNow();
        if (_options.Directory is { } directory)
        {
            _logger.SpoolStarted(directory, _options.MaxBytes);
        }
        else
        {
            _logger.MemoryOnly(_options.MemoryBytes);
        }

        Maintain();
    }

    private void MaintainSpool()
    {
        var spool = _spool ??= OwnSpool.Create(
            _files,
            _options.Directory!,
            _identity,
            _options.SegmentBytes,
            new Quarantine(_files, _options.Directory!, _identity.Producer, _time, _metrics, _logger),
            () => Interlocked.Read(ref _sequence),
            CarryIntents,
            HasRoom,
            (reason, first, last, count) => _drops.Add(reason, first, last, count),
            _logger
        );
        spool.Log.Tidy();
        while (MakeSpare(spool) && !MoveToDisk(spool) && spool.Writer.Failure is null) { }
        DropExpired(spool);
        if (InMemory > 0)
        {
            spool.Log.Note();
        }

        Sync(spool);
    }

    private bool MakeSpare(OwnSpool spool)
    {
        if (!spool.Writer.HasSpare)
        {
            if (!MakeRoom(spool))
            {
                return false;
            }

            spool.Writer.PrepareSpare();
        }

        return true;
    }

    private bool HasRoom(OwnSpool spool) =>
        ((spool.Directory.Segments.Count + 1L) * _options.SegmentBytes) + (Recovered?.Bytes ?? 0) <= _options.MaxBytes;

    private bool MakeRoom(OwnSpool spool)
    {
        while (!HasRoom(spool))
        {
            if (_options.AtBound is SpoolPolicy.DropNewest)
            {
                Volatile.Write(ref _full, true);
                return false;
            }

            if (
                Recovered?.TryDropOldest(DropReason.SpoolFull) is not true
                && !spool.Log.TryDropOldest(DropReason.SpoolFull)
            )
            {
                break;
            }
        }

        Volatile.Write(ref _full, false);
        return true;
    }

    private void DropExpired(OwnSpool spool)
    {
        var expired = _time.GetUtcNow() - _options.MaxAge;
        Recovered?.DropExpired(expired);
        lock (_gate)
        {
            if (spool.Writer.Active is { Attempts: > 0 } active && active.Newest < expired && spool.Writer.HasSpare)
            {
                spool.Writer.Roll(_sequence, _time.GetUtcNow());
            }
        }

        while (spool.Log.TryDropOldest(DropReason.Expired, expired)) { }
    }

    /// <summary>Writes intents that still run and lie in a segment again, at the log's end; false while that cannot be.</summary>
    private bool CarryIntents(Segment segment)
    {
        List<(long Intent, LogPosition Position)>? open;
        lock (_gate)
        {
            open = _intents.In(segment.Number);
        }

        foreach (var (intent, position) in open ?? [])
        {
            var frame = new byte[segment.Length - position.Offset];
            segment.File.Read(frame, position.Offset);
            if (RecordFormat.Read(frame, out var header) is not RecordState.Whole)
            {
                continue; // Damaged on disk: reading sets it aside, there is nothing to carry.
            }

            lock (_gate)
            {
                if (!_intents.IsOpen(intent) || _spool is not { } spool)
                {
                    continue;
                }

                var payload = frame.AsSpan(RecordFormat.HeaderBytes, header.PayloadBytes);
                payload.CopyTo(spool.Writer.Payload(payload.Length));
                if (spool.Writer.Append(header, _sequence) is not { } carried)
                {
                    return false;
                }

                _intents.Open(intent, carried);
            }
        }

        // The old copy goes next; a power cut must find one of the two.
        if (open is not null && _spool is { } carriedTo)
        {
            SyncSegments(carriedTo);
        }

        return true;
    }

    private void Sync(OwnSpool spool)
    {
        var now = _time.GetUtcNow();
        if (now - _lastSync < _options.SyncInterval)
        {
            return;
        }

        _lastSync = now;
        SyncSegments(spool);
        spool.Log.Sync();
    }

    private static void SyncSegments(OwnSpool spool)
    {
        foreach (var segment in spool.Directory.Segments.Where(segment => segment.NeedsSync))
        {
            segment.Sync();
        }
    }

    private void SyncIfAsked(OwnSpool spool, LogPosition? position)
    {
        if (_options.SyncInterval > TimeSpan.Zero || position is not { } written)
        {
            return;
        }

        // Whoever waits for the lock finds that the sync before has taken his record along, or takes others along.
        lock (_syncing)
        {
            try
            {
                if (spool.Directory.AtOrAfter(written.Segment) is { } segment && segment.SyncedLength <= written.Offset)
                {
                    segment.Sync();
                }
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                _logger.NotSynced(exception, spool.Directory.Path);
            }
        }
    }

    private void Unwritten(Exception exception)
    {
        if (!_unwritable)
        {
            _logger.SpoolUnwritable(exception, _options.Directory!, _options.MemoryBytes);
        }

        Volatile.Write(ref _unwritable, true);
    }

    private void Written()
    {
        if (_spool?.Writer.Failure is { } failure)
        {
            Unwritten(failure);
        }
        else if (_unwritable)
        {
            Volatile.Write(ref _unwritable, false);
            _logger.SpoolWritable(_options.Directory!);
        }
    }
}
