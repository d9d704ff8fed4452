using Microsoft.Extensions.Logging;
using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>The spool of a dead process, adopted: its attempts are sent under its own name, then it is deleted.</summary>
internal sealed class RecoveredSpool : IRecordSource
{
    private readonly ISpoolFiles _files;
    private readonly string _root;
    private readonly IDisposable _lock;
    private readonly SegmentDirectory _directory;
    private readonly SegmentLog _log;
    private readonly DropAccount _drops;
    private readonly Quarantine _quarantine;
    private readonly ILogger _logger;
    private bool _unreadable;

    private RecoveredSpool(
        ISpoolFiles files,
        string root,
        string producer,
        string serviceName,
        IDisposable heldLock,
        SegmentDirectory directory,
        SegmentLog log,
        DropAccount drops,
        Quarantine quarantine,
        ILogger logger
    )
    {
        _files = files;
        _root = root;
        Producer = producer;
        ServiceName = serviceName;
        _lock = heldLock;
        _directory = directory;
        _log = log;
        _drops = drops;
        _quarantine = quarantine;
        _logger = logger;
    }

    /// <summary>The dead process start.</summary>
    public string Producer { get; }

    /// <inheritdoc/>
    public string ServiceName { get; }

    public long Bytes => _directory.Bytes;

    public long Pending => _log.Pending();

    public bool IsDrained => _log.IsDrained();

    /// <summary>Reads a spool whose lock is held; the lock is let go of when this throws.</summary>
    /// <exception cref="IOException">The disk cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The disk cannot be written.</exception>
    /// <exception cref="InvalidDataException">The spool was written by another version.</exception>
    public static RecoveredSpool Open(
        ISpoolFiles files,
        string root,
        string producer,
        IDisposable heldLock,
        string fallbackServiceName,
        int segmentBytes,
        TimeProvider time,
        PublisherMetrics metrics,
        ILogger logger
    )
    {
        var directory = new SegmentDirectory(files, SpoolPaths.Spool(root, producer));
        Checkpoint? checkpoint = null;
        try
        {
            checkpoint = Checkpoint.OpenOrCreate(files, directory);
            var quarantine = new Quarantine(files, root, producer, time, metrics, logger);
            var recovery = new SpoolRecovery(producer, directory, checkpoint, quarantine, segmentBytes);
            recovery.Run(fallbackServiceName);
            var drops = new DropAccount(producer, metrics, logger);
            var last = recovery.LastSequence;
            var log = new SegmentLog(
                directory,
                new SegmentReader(directory, quarantine),
                checkpoint,
                () => last,
                static _ => true,
                drops.Add,
                logger,
                recovery.DoneInFirstSegment
            );
            var spool = new RecoveredSpool(
                files,
                root,
                producer,
                recovery.ServiceName ?? fallbackServiceName,
                heldLock,
                directory,
                log,
                drops,
                quarantine,
                logger
            );
            logger.SpoolAdopted(producer, spool.Pending, recovery.Crashed, recovery.TornBytes);
            return spool;
        }
        catch
        {
            directory.Close();
            checkpoint?.Dispose();
            heldLock.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public RecordBatch? Take(int maxRecords, int maxBytes)
    {
        try
        {
            var batch = _log.Take(maxRecords, maxBytes);
            _unreadable = false;
            return batch;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (!_unreadable)
            {
                _logger.SpoolUnreadable(exception, _directory.Path);
            }

            _unreadable = true;
            return null;
        }
    }

    /// <inheritdoc/>
    public bool TryKeepRefused(in StoredRecord record, string reason) => _quarantine.KeepRefused(record, reason);

    /// <summary>Deletes segments that have nothing left, and says what was dropped.</summary>
    public void Tidy()
    {
        _log.Tidy();
        _drops.Flush();
    }

    /// <inheritdoc cref="SegmentLog.TryDropOldest"/>
    public bool TryDropOldest(DropReason reason, DateTimeOffset? before = null)
    {
        var dropped = _log.TryDropOldest(reason, before);
        // Said at once: were this process killed before it is tidied, nobody would ever say so.
        _drops.Flush();
        return dropped;
    }

    /// <summary>Closes it: deleted when nothing is left, else for somebody else to adopt.</summary>
    /// <exception cref="IOException">Something could not be synced or deleted.</exception>
    public void Close()
    {
        var isDrained = IsDrained;
        try
        {
            _log.Sync();
        }
        finally
        {
            _directory.Close();
            _log.Dispose();
        }

        try
        {
            if (isDrained)
            {
                SpoolPaths.Delete(_files, _root, Producer);
            }
        }
        finally
        {
            _lock.Dispose();
        }

        if (isDrained)
        {
            _files.Delete(SpoolPaths.Lock(_root, Producer));
        }
    }
}
