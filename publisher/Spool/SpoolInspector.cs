using NextCode.Attempts.Publisher.Spool.Files;
using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Looks into a root without changing anything in it.</summary>
internal sealed class SpoolInspector(ISpoolFiles files, string root)
{
    /// <summary>Reads all spools of the root.</summary>
    /// <exception cref="IOException">The disk cannot be read.</exception>
    public SpoolReport Inspect() =>
        new(
            root,
            [.. files.Directories(root).Where(SpoolPaths.IsProducer).Order(StringComparer.Ordinal).Select(Inspect)],
            files.Files(Path.Combine(root, Quarantine.DirectoryName)).Count
        );

    private ProducerReport Inspect(string producer)
    {
        var directory = new SegmentDirectory(files, SpoolPaths.Spool(root, producer));
        var position = LogPosition.Start;
        if (files.Files(directory.Path).Contains(SegmentDirectory.CheckpointName))
        {
            using var checkpoint = Checkpoint.Open(files, directory, writable: false);
            position = checkpoint.Position;
        }

        var spool = new Contents();
        var segments = directory.Numbers().Select(number => Inspect(directory, number, position, spool)).ToList();
        return new ProducerReport(
            producer,
            spool.Service,
            IsInUse(producer),
            segments.Sum(segment => segment.Unsent),
            spool.Running.Count,
            spool.Oldest,
            segments
        );
    }

    private static SegmentReport Inspect(SegmentDirectory directory, int number, LogPosition checkpoint, Contents spool)
    {
        var segment = directory.Open(number, writable: false);
        using var file = segment.File;
        var bytes = new byte[file.Length];
        var length = file.Read(bytes, 0);
        var corrupt = new List<CorruptReport>();
        var (attempts, unsent, torn) = (0L, 0L, 0L);
        var (first, last) = ((long?)null, (long?)null);
        for (var at = 0; at < length; )
        {
            var range = SegmentScanner.Next(bytes.AsSpan(0, length), at);
            if (range.Kind is ScannedKind.Damage)
            {
                corrupt.Add(new CorruptReport(at, range.Length));
            }
            else if (range.Kind is ScannedKind.TornTail)
            {
                torn = bytes.AsSpan(at, range.Length).TrimEnd((byte)0).Length;
            }
            else
            {
                spool.Enter(range.Header, bytes.AsSpan(at + RecordFormat.HeaderBytes, range.Header.PayloadBytes));
                if (range.Header.Kind is RecordKind.Attempt)
                {
                    attempts++;
                    first ??= range.Header.Sequence;
                    last = range.Header.Sequence;
                    if (new LogPosition(number, at) >= checkpoint)
                    {
                        unsent++;
                        spool.Oldest ??= range.Header.Time;
                    }
                }
            }

            at += range.Length;
        }

        return new SegmentReport(number, length, attempts, unsent, first, last, torn, corrupt);
    }

    private bool IsInUse(string producer)
    {
        var path = SpoolPaths.Lock(root, producer);
        if (!files.Files(root).Contains(Path.GetFileName(path)))
        {
            return false;
        }

        using var held = files.TryLock(path, create: false);
        return held is null;
    }

    private sealed class Contents
    {
        public string? Service { get; private set; }

        public DateTimeOffset? Oldest { get; set; }

        public HashSet<long> Running { get; } = [];

        public void Enter(in RecordHeader header, ReadOnlySpan<byte> payload)
        {
            switch (header.Kind)
            {
                case RecordKind.Header:
                    Service ??= SegmentOwner.Read(payload)?.Service;
                    break;
                case RecordKind.Intent:
                    Running.Add(header.Intent);
                    break;
                default:
                    Running.Remove(header.Intent);
                    break;
            }
        }
    }
}
