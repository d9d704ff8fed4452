using Microsoft.Extensions.Logging;
using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Finds spools of dead processes in the root, adopts them one lock at a time, and ends them when they are sent.</summary>
internal sealed class RecoveredSpools(
    ISpoolFiles files,
    SpoolOptions options,
    ProducerIdentity identity,
    RecordSources sources,
    TimeProvider time,
    PublisherMetrics metrics,
    ILogger<RecoveredSpools> logger
)
{
    // Reading a long spool takes seconds: only adopting itself waits for that.
    private readonly Lock _adopting = new();
    private readonly Lock _gate = new();
    private readonly HashSet<string> _failed = [];
    private volatile RecoveredSpool[] _spools = [];
    private bool _closed;

    /// <summary>What all of them take on disk.</summary>
    public long Bytes => _spools.Sum(spool => spool.Bytes);

    /// <summary>How many of their attempts are not sent.</summary>
    public long Pending => _spools.Sum(spool => spool.Pending);

    /// <summary>Spools in the root that are not adopted: in use, or not readable.</summary>
    public IReadOnlyList<string> NotAdopted() => options.Directory is { } root ? [.. Candidates(root)] : [];

    /// <summary>Adopts what there is to adopt.</summary>
    public void Adopt()
    {
        lock (_adopting)
        {
            if (options.Directory is not { } root || _closed)
            {
                return;
            }

            foreach (var producer in Candidates(root))
            {
                try
                {
                    TryAdopt(root, producer);
                    _failed.Remove(producer);
                }
                catch (Exception exception)
                    when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
                {
                    if (_failed.Add(producer))
                    {
                        logger.SpoolNotAdopted(exception, producer);
                    }
                }
            }
        }
    }

    /// <summary>Deletes what is sent.</summary>
    public void Tidy()
    {
        lock (_gate)
        {
            foreach (var spool in _spools)
            {
                spool.Tidy();
                if (spool.IsDrained)
                {
                    End(spool);
                    logger.SpoolFinished(spool.Producer);
                }
            }
        }
    }

    /// <summary>Lets go of the oldest segment of the oldest spool; false when there is nothing to let go of.</summary>
    public bool TryDropOldest(DropReason reason)
    {
        lock (_gate)
        {
            return _spools.Any(spool => spool.TryDropOldest(reason));
        }
    }

    /// <summary>Lets go of segments whose newest attempt is older.</summary>
    public void DropExpired(DateTimeOffset before)
    {
        lock (_gate)
        {
            foreach (var spool in _spools)
            {
                while (spool.TryDropOldest(DropReason.Expired, before)) { }
            }
        }
    }

    /// <summary>Closes all; what is not sent is for the next start.</summary>
    public void Close()
    {
        lock (_adopting)
            lock (_gate)
            {
                _closed = true;
                foreach (var spool in _spools)
                {
                    End(spool);
                }
            }
    }

    // A producer's id sorts by its start: the oldest first.
    private IEnumerable<string> Candidates(string root) =>
        files
            .Directories(root)
            .Where(name =>
                SpoolPaths.IsProducer(name) && name != identity.Producer && _spools.All(spool => spool.Producer != name)
            )
            .Order(StringComparer.Ordinal);

    private void TryAdopt(string root, string producer)
    {
        if (files.TryLock(SpoolPaths.Lock(root, producer), create: true) is not { } heldLock)
        {
            return; // It lives, or somebody else adopts it.
        }

        if (!files.Directories(root).Contains(producer))
        {
            // Somebody else has finished it between our look and our lock.
            files.Delete(SpoolPaths.Lock(root, producer));
            heldLock.Dispose();
            return;
        }

        var spool = RecoveredSpool.Open(
            files,
            root,
            producer,
            heldLock,
            identity.ServiceName,
            options.SegmentBytes,
            time,
            metrics,
            logger
        );
        lock (_gate)
        {
            _spools = [.. _spools, spool];
        }

        sources.Add(spool);
    }

    private void End(RecoveredSpool spool)
    {
        sources.Remove(spool);
        _spools = [.. _spools.Where(s => s != spool)];
        try
        {
            spool.Close();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.SpoolNotClosed(exception, spool.Producer);
        }
    }
}
