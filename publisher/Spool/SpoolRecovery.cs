using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// Reads the spool of a dead process: cuts what was torn, sets aside what is damaged, and makes every handler the
/// process died in an attempt with PROCESS_CRASHED under the producer's next number.
/// </summary>
internal sealed class SpoolRecovery(
    string producer,
    SegmentDirectory directory,
    Checkpoint checkpoint,
    Quarantine quarantine,
    int segmentBytes
)
{
    private readonly SortedDictionary<long, (byte[] Json, DateTimeOffset Time)> _intents = [];
    private readonly HashSet<long> _ended = [];
    private SegmentOwner? _owner;

    /// <summary>The highest number given.</summary>
    public long LastSequence { get; private set; }

    /// <summary>How many attempts of the checkpoint's segment lie before the checkpoint.</summary>
    public long DoneInFirstSegment { get; private set; }

    /// <summary>How many handlers the process died in.</summary>
    public int Crashed { get; private set; }

    /// <summary>What was cut.</summary>
    public long TornBytes { get; private set; }

    /// <summary>The dead API's name; null when no segment's header can be read.</summary>
    public string? ServiceName => _owner?.Service;

    /// <summary>Reads everything.</summary>
    /// <exception cref="IOException">The disk cannot be read or written.</exception>
    /// <exception cref="InvalidDataException">The spool was written by another version.</exception>
    public void Run(string fallbackServiceName)
    {
        LastSequence = checkpoint.LastSequence;
        var newest = checkpoint.Position.Segment;
        foreach (var number in directory.Numbers())
        {
            var segment = directory.Open(number, writable: true);
            Read(segment);
            segment.Seal();
            directory.Add(segment);
            newest = Math.Max(newest, number);
        }

        var crashed = _intents.Where(intent => !_ended.Contains(intent.Key)).ToList();
        if (crashed.Count > 0)
        {
            var owner = _owner ?? new SegmentOwner(SegmentOwner.CurrentVersion, producer, fallbackServiceName);
            AppendCrashed(crashed.Select(c => (c.Key, c.Value.Json, c.Value.Time)), owner, newest + 1);
        }
    }

    private void Read(Segment segment)
    {
        var bytes = new byte[segment.File.Length];
        var length = segment.File.Read(bytes, 0);
        for (var at = 0; at < length; )
        {
            var range = SegmentScanner.Next(bytes.AsSpan(0, length), at);
            var isDone = new LogPosition(segment.Number, at) < checkpoint.Position;
            switch (range.Kind)
            {
                case ScannedKind.Record:
                    Enter(segment, range, bytes, isDone);
                    break;
                case ScannedKind.Damage:
                    Enter(segment, range, bytes.AsSpan(at, range.Length), isDone);
                    break;
                default:
                    Cut(segment, range, bytes.AsSpan(at, range.Length));
                    break;
            }

            at += range.Length;
        }
    }

    private void Enter(Segment segment, in ScannedRange range, byte[] bytes, bool isDone)
    {
        var header = range.Header;
        var payload = bytes.AsSpan(range.Offset + RecordFormat.HeaderBytes, header.PayloadBytes);
        switch (header.Kind)
        {
            case RecordKind.Header:
                _owner ??=
                    SegmentOwner.Read(payload)
                    ?? throw new InvalidDataException($"{segment.Path} was written by another version.");
                break;
            case RecordKind.Intent:
                _intents[header.Intent] = (payload.ToArray(), header.Time);
                break;
            case RecordKind.Attempt:
            case RecordKind.Settled:
                _ended.Add(header.Intent);
                _intents.Remove(header.Intent);
                break;
        }

        LastSequence = Math.Max(LastSequence, header.Sequence);
        segment.Enter(range.Length, header.Kind is RecordKind.Attempt ? header.Sequence : 0, header.Time);
        if (isDone && header.Kind is RecordKind.Attempt && segment.Number == checkpoint.Position.Segment)
        {
            DoneInFirstSegment++;
        }
    }

    private void Enter(Segment segment, in ScannedRange damage, ReadOnlySpan<byte> bytes, bool isDone)
    {
        if (!isDone)
        {
            quarantine.Keep(segment, damage.Offset, bytes, damage);
        }
        else if (damage.Header.Kind is RecordKind.Attempt or RecordKind.Settled)
        {
            // It was sent before it was damaged: its intent, if that much can be read, did not crash.
            _ended.Add(damage.Header.Intent);
        }

        segment.Skip(bytes.Length);
    }

    private void Cut(Segment segment, in ScannedRange tail, ReadOnlySpan<byte> bytes)
    {
        var torn = bytes.TrimEnd((byte)0);
        if (!torn.IsEmpty)
        {
            // A record whose length was damaged looks the same as one that was never finished: it is kept as well.
            TornBytes += torn.Length;
            quarantine.Keep(segment, tail.Offset, torn, tail);
        }

        segment.File.SetLength(tail.Offset);
    }

    private void AppendCrashed(
        IEnumerable<(long Intent, byte[] Json, DateTimeOffset Time)> crashed,
        SegmentOwner owner,
        int number
    )
    {
        var envelope = new Envelope(producer);
        var writer = new SegmentWriter(directory, segmentBytes, owner, number, static () => true);
        try
        {
            foreach (var (intent, json, time) in crashed)
            {
                var payload = writer.Payload(json.Length + envelope.MaxOverhead);
                var length = envelope.Write(json, LastSequence + 1, payload);
                var header = new RecordHeader(RecordKind.Attempt, length, LastSequence + 1, intent, time);
                if (writer.Append(header, LastSequence) is null)
                {
                    throw writer.Failure as IOException
                        ?? new IOException("A crashed handler's attempt has no room.", writer.Failure);
                }

                LastSequence++;
                Crashed++;
            }
        }
        finally
        {
            writer.Close();
        }

        foreach (var segment in directory.Segments.Where(segment => segment.Number >= number))
        {
            segment.Sync();
        }
    }
}
