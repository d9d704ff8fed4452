using System.Buffers.Binary;

namespace NextCode.Attempts.Publisher.Spool.Format;

/// <summary>
/// How a record lies in a segment, little-endian, at a multiple of 8 bytes:
/// <code>
///  0  u32  CRC-32C of all that follows, padding excepted
///  4  u32  length of the payload
///  8  u8   kind, then 3 zero bytes
/// 12  u32  marker
/// 16  i64  sequence
/// 24  i64  intent
/// 32  i64  when it was appended, microseconds since 1970
/// 40       payload, then zeros up to a multiple of 8
/// </code>
/// After damage the next record is found by trying every multiple of 8. A payload cannot pass for a record: it is JSON,
/// which has no byte below 0x20 inside its strings, and a record has many.
/// </summary>
internal static class RecordFormat
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 40;

    /// <summary>Records begin at multiples of this.</summary>
    public const int Alignment = 8;

    private const uint Marker = 0x3141_584E; // "NXA1"

    /// <summary>What a record takes with padding.</summary>
    public static long FrameBytes(long payloadBytes) =>
        (HeaderBytes + payloadBytes + (Alignment - 1)) & ~(long)(Alignment - 1);

    /// <summary>Completes a record whose payload lies in the frame already; returns the bytes it takes.</summary>
    public static int Seal(Span<byte> frame, in RecordHeader header)
    {
        var length = (int)FrameBytes(header.PayloadBytes);
        var unpadded = HeaderBytes + header.PayloadBytes;
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], header.PayloadBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], (uint)header.Kind);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[12..], Marker);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], header.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(frame[24..], header.Intent);
        BinaryPrimitives.WriteInt64LittleEndian(frame[32..], ToMicroseconds(header.Time));
        frame[unpadded..length].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Crc32C.Compute(frame[4..unpadded]));
        return length;
    }

    /// <summary>Looks for a record at the beginning of the bytes.</summary>
    /// <param name="bytes">What is there, up to the end of what was written.</param>
    /// <param name="header">The record, when it is whole; else what its header says, as far as that is credible.</param>
    public static RecordState Read(ReadOnlySpan<byte> bytes, out RecordHeader header)
    {
        header = default;
        if (bytes.Length < HeaderBytes)
        {
            return RecordState.Incomplete;
        }

        var payload = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var kind = BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (
            payload < 0
            || kind is < (uint)RecordKind.Header or > (uint)RecordKind.Settled
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]) != Marker
        )
        {
            return RecordState.Damaged;
        }

        var microseconds = BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]);
        if (microseconds is < 0 or > 253_402_300_799_999_999)
        {
            return RecordState.Damaged;
        }

        header = new RecordHeader(
            (RecordKind)kind,
            payload,
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[24..]),
            DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds)
        );
        if (FrameBytes(payload) > bytes.Length)
        {
            return RecordState.Incomplete;
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Crc32C.Compute(bytes[4..(HeaderBytes + payload)])
            ? RecordState.Whole
            : RecordState.Damaged;
    }

    private static long ToMicroseconds(DateTimeOffset time) =>
        (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
