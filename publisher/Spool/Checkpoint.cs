using System.Buffers.Binary;
using NextCode.Attempts.Publisher.Spool.Files;
using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// Up to where everything is done with, on disk. Two slots are written in turn, each with a checksum and a generation:
/// a write that is torn leaves the other slot, so that the checkpoint is the new one or the one before, never neither.
/// Unlike a file that is renamed it needs no room, so it can be written on a full disk.
/// </summary>
internal sealed class Checkpoint : IDisposable
{
    private const int SlotBytes = 40;
    private const int SlotDistance = 512; // a sector each: a power cut that spoils one must not touch the other
    private const uint Marker = 0x4B43_584E; // "NXCK"

    private readonly ISpoolFile _file;
    private readonly byte[] _slot = new byte[SlotBytes];
    private long _generation;

    private Checkpoint(ISpoolFile file) => _file = file;

    /// <summary>Everything before it is done with.</summary>
    public LogPosition Position { get; private set; } = LogPosition.Start;

    /// <summary>The highest number known to be given when it was written.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Opens a spool's; where there is none, or none that is whole, everything is still to be done.</summary>
    public static Checkpoint OpenOrCreate(ISpoolFiles files, SegmentDirectory directory)
    {
        if (!files.Files(directory.Path).Contains(SegmentDirectory.CheckpointName))
        {
            var created = files.Create(directory.CheckpointPath, 2 * SlotDistance);
            created.SetLength(2 * SlotDistance);
            return new Checkpoint(created);
        }

        return Open(files, directory, writable: true);
    }

    /// <summary>Opens a spool's, which must be there.</summary>
    public static Checkpoint Open(ISpoolFiles files, SegmentDirectory directory, bool writable)
    {
        var checkpoint = new Checkpoint(files.Open(directory.CheckpointPath, writable));
        checkpoint.Read(0);
        checkpoint.Read(SlotDistance);
        return checkpoint;
    }

    /// <summary>Moves on.</summary>
    /// <exception cref="IOException">It could not be written: after a crash some records come twice.</exception>
    public void Write(LogPosition position, long lastSequence)
    {
        _generation++;
        Position = position;
        LastSequence = Math.Max(LastSequence, lastSequence);
        var slot = _slot.AsSpan();
        BinaryPrimitives.WriteUInt32LittleEndian(slot[4..], Marker);
        BinaryPrimitives.WriteInt64LittleEndian(slot[8..], _generation);
        BinaryPrimitives.WriteInt64LittleEndian(slot[16..], position.Segment);
        BinaryPrimitives.WriteInt64LittleEndian(slot[24..], position.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(slot[32..], LastSequence);
        BinaryPrimitives.WriteUInt32LittleEndian(slot, Crc32C.Compute(slot[4..]));
        _file.Write(slot, _generation % 2 * SlotDistance);
    }

    /// <summary>Makes it survive a power cut.</summary>
    public void Sync() => _file.Sync();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Read(long offset)
    {
        var slot = _slot.AsSpan();
        if (
            _file.Read(slot, offset) < SlotBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(slot[4..]) != Marker
            || BinaryPrimitives.ReadUInt32LittleEndian(slot) != Crc32C.Compute(slot[4..])
            || BinaryPrimitives.ReadInt64LittleEndian(slot[8..]) is var generation && generation <= _generation
        )
        {
            return;
        }

        _generation = BinaryPrimitives.ReadInt64LittleEndian(slot[8..]);
        Position = new LogPosition(
            (int)BinaryPrimitives.ReadInt64LittleEndian(slot[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(slot[24..])
        );
        LastSequence = BinaryPrimitives.ReadInt64LittleEndian(slot[32..]);
    }
}
