using Microsoft.Extensions.Logging;
using NextCode.Attempts.Publisher.Spool.Files;
using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>The spool of this process on disk: its lock, its files, their writing and their reading end.</summary>
internal sealed class OwnSpool
{
    private readonly ISpoolFiles _files;
    private readonly string _root;
    private readonly string _producer;
    private readonly IDisposable _lock;

    private OwnSpool(
        ISpoolFiles files,
        string root,
        string producer,
        IDisposable heldLock,
        SegmentDirectory directory,
        SegmentWriter writer,
        SegmentLog log,
        Quarantine quarantine
    )
    {
        _files = files;
        _root = root;
        _producer = producer;
        _lock = heldLock;
        Directory = directory;
        Writer = writer;
        Log = log;
        Quarantine = quarantine;
    }

    public SegmentDirectory Directory { get; }

    public SegmentWriter Writer { get; }

    public SegmentLog Log { get; }

    public Quarantine Quarantine { get; }

    /// <summary>Creates it.</summary>
    /// <exception cref="IOException">The disk is full or cannot be written, or somebody has the lock.</exception>
    /// <exception cref="UnauthorizedAccessException">The disk cannot be written.</exception>
    public static OwnSpool Create(
        ISpoolFiles files,
        string root,
        ProducerIdentity identity,
        int segmentBytes,
        Quarantine quarantine,
        Func<long> lastSequence,
        Func<Segment, bool> release,
        Func<OwnSpool, bool> hasRoom,
        Action<DropReason, long, long, long> dropped,
        ILogger logger
    )
    {
        files.CreateDirectory(root);
        var lockPath = SpoolPaths.Lock(root, identity.Producer);
        var heldLock =
            files.TryLock(lockPath, create: true) ?? throw new IOException($"Somebody else holds {lockPath}.");
        try
        {
            var path = SpoolPaths.Spool(root, identity.Producer);
            files.CreateDirectory(path);
            var directory = new SegmentDirectory(files, path);
            var checkpoint = Checkpoint.OpenOrCreate(files, directory);
            var owner = new SegmentOwner(SegmentOwner.CurrentVersion, identity.Producer, identity.ServiceName);
            var next = directory.Numbers() is [.., var last] ? last + 1 : 1;
            OwnSpool? spool = null;
            var writer = new SegmentWriter(directory, segmentBytes, owner, next, () => hasRoom(spool!));
            var reader = new SegmentReader(directory, quarantine);
            var log = new SegmentLog(directory, reader, checkpoint, lastSequence, release, dropped, logger);
            spool = new OwnSpool(files, root, identity.Producer, heldLock, directory, writer, log, quarantine);
            return spool;
        }
        catch
        {
            heldLock.Dispose();
            throw;
        }
    }

    /// <summary>Ends it: deleted when nothing is left in it, else left for the next start to adopt.</summary>
    /// <exception cref="IOException">Something could not be synced or deleted.</exception>
    public void Close(bool isEmpty)
    {
        try
        {
            Writer.Close();
            foreach (var segment in Directory.Segments.Where(segment => segment.NeedsSync))
            {
                segment.Sync();
            }

            Log.Sync();
        }
        finally
        {
            Directory.Close();
            Log.Dispose();
        }

        try
        {
            if (isEmpty)
            {
                SpoolPaths.Delete(_files, _root, _producer);
            }
        }
        finally
        {
            _lock.Dispose();
        }

        if (isEmpty)
        {
            _files.Delete(SpoolPaths.Lock(_root, _producer));
        }
    }
}
