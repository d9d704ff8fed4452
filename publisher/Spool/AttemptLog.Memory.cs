using System.Buffers;
using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>The part that holds attempts in memory while there is no disk to write to, and brings them to it later.</summary>
internal sealed partial class AttemptLog
{
    // What goes from memory to disk while appends wait for the lock: some tens of microseconds.
    private const int RecordsPerTurn = 32;

    private void AppendToMemory(ReadOnlySpan<byte> json, long sequence, long intent, DateTimeOffset now)
    {
        if (_closed || _full)
        {
            _drops.Add(_closed ? DropReason.Stopped : DropReason.SpoolFull, sequence);
            return;
        }

        var most = json.Length + _envelope.MaxOverhead;
        while (!_memory.HasRoomFor(most))
        {
            if (_options.AtBound is SpoolPolicy.DropNewest || !_memory.TryRemoveOldest(out var oldest))
            {
                _drops.Add(DropReason.MemoryFull, sequence);
                return;
            }

            _drops.Add(DropReason.MemoryFull, oldest.Sequence);
        }

        var buffer = ArrayPool<byte>.Shared.Rent(most);
        var length = _envelope.Write(json, sequence, buffer);
        _memory.Enqueue(new MemoryRecord(buffer, length, sequence, intent, now));
        if (intent != 0 && _intents.IsOpen(intent))
        {
            _endedInMemory.Add(intent);
        }
    }

    /// <summary>Writes what waits in memory to the disk; false when a file must be made ready first, or the disk fails.</summary>
    private bool MoveToDisk(OwnSpool spool)
    {
        while (true)
        {
            lock (_gate)
            {
                if (!MoveEnded(spool))
                {
                    return false;
                }

                _memory.Reclaim();
                for (var moved = 0; moved < RecordsPerTurn; moved++)
                {
                    if (!_memory.TryPeek(out var record))
                    {
                        return spool.Writer.HasSpare;
                    }

                    if (!Move(spool, record))
                    {
                        return false;
                    }

                    _memory.TryRemoveOldest(out _);
                }
            }
        }
    }

    private static bool Move(OwnSpool spool, MemoryRecord record)
    {
        record.Buffer.AsSpan(0, record.Length).CopyTo(spool.Writer.Payload(record.Length));
        var header = new RecordHeader(
            RecordKind.Attempt,
            record.Length,
            record.Sequence,
            record.Intent,
            record.CapturedAt
        );
        return spool.Writer.Append(header, record.Sequence - 1) is not null;
    }

    private bool MoveEnded(OwnSpool spool)
    {
        while (_endedInMemory is [.., var intent])
        {
            var header = new RecordHeader(RecordKind.Settled, 0, 0, intent, _time.GetUtcNow());
            if (_intents.IsOpen(intent) && spool.Writer.Append(header, _sequence) is null)
            {
                return false;
            }

            _intents.End(intent);
            _endedInMemory.RemoveAt(_endedInMemory.Count - 1);
        }

        return true;
    }

    private sealed class MemoryBatch(AttemptLog log, IReadOnlyList<MemoryRecord> records) : RecordBatch
    {
        public override IReadOnlyList<StoredRecord> Records { get; } =
        [.. records.Select(r => new StoredRecord(r.Buffer.AsMemory(0, r.Length), r.Sequence, r.CapturedAt))];

        public override void Complete()
        {
            lock (log._gate)
            {
                log._memory.Complete(records);
            }

            // These numbers are on no disk: were the process to die, recovery must not give them again.
            log._spool?.Log.Note();
        }

        public override void Return(bool later = false)
        {
            lock (log._gate)
            {
                log._memory.Return(records, later);
            }
        }
    }
}
