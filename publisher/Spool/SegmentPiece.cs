using System.Buffers;
using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Attempts read from a stretch of one segment, in a rented buffer.</summary>
internal sealed class SegmentPiece(Segment segment, long from, byte[] buffer) : IDisposable
{
    private readonly List<StoredRecord> _records = [];
    private byte[]? _buffer = buffer;

    public Segment Segment { get; } = segment;

    /// <summary>Offset of the stretch's first byte.</summary>
    public long From { get; } = from;

    /// <summary>Where the stretch ends, with what it has of other records and of damage.</summary>
    public LogPosition End { get; private set; } = new(segment.Number, from);

    /// <summary>The attempts; their data are valid until disposal.</summary>
    public IReadOnlyList<StoredRecord> Records => _records;

    public void Add(int payloadAt, in RecordHeader header) =>
        _records.Add(new StoredRecord(_buffer.AsMemory(payloadAt, header.PayloadBytes), header.Sequence, header.Time));

    public void EndAt(int bytes) => End = new LogPosition(Segment.Number, From + bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer is { } rented)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
