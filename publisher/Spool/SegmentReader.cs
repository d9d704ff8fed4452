using System.Buffers;
using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Reads attempts from segments, a bounded piece at a time, and sets damaged pieces aside.</summary>
internal sealed class SegmentReader(SegmentDirectory directory, Quarantine quarantine)
{
    /// <summary>
    /// What is read at a time. It bounds what a call in flight holds, and is enough for hundreds of attempts; only a
    /// single record that is longer is read in a larger piece.
    /// </summary>
    internal const int PieceBytes = 1 << 20;

    /// <summary>Reads attempts from a place on, up to the end of a segment at most.</summary>
    /// <param name="from">Where to begin; a record's beginning.</param>
    /// <param name="to">Where to end; null for the end of what is written.</param>
    /// <param name="maxRecords">At most so many attempts.</param>
    /// <param name="maxBytes">At most so many bytes of attempts, but always one.</param>
    /// <returns>Null when nothing more is written.</returns>
    public SegmentPiece? Read(LogPosition from, LogPosition? to, int maxRecords, int maxBytes)
    {
        while (directory.AtOrAfter(from.Segment) is { } segment)
        {
            if (segment.Number > from.Segment)
            {
                from = new LogPosition(segment.Number, 0);
            }

            var isSealed = segment.IsSealed;
            var end = to is { } last && last.Segment == segment.Number ? last.Offset : segment.Length;
            if (from.Offset < end)
            {
                return ReadPiece(segment, from.Offset, end, maxRecords, maxBytes);
            }

            if (!isSealed || directory.AtOrAfter(segment.Number + 1) is null)
            {
                return null;
            }

            from = new LogPosition(segment.Number + 1, 0);
        }

        return null;
    }

    private SegmentPiece ReadPiece(Segment segment, long from, long end, int maxRecords, int maxBytes)
    {
        var length = (int)Math.Min(end - from, PieceBytes);
        while (true)
        {
            var buffer = ArrayPool<byte>.Shared.Rent(length);
            var keep = false;
            try
            {
                var read = segment.File.Read(buffer.AsSpan(0, length), from);
                var piece = new SegmentPiece(segment, from, buffer);
                Collect(
                    piece,
                    buffer.AsSpan(0, read),
                    isEnd: from + read >= end || read < length,
                    maxRecords,
                    maxBytes
                );
                if (piece.End.Offset > from)
                {
                    keep = true;
                    return piece;
                }
            }
            finally
            {
                if (!keep)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }

            // One record longer than the piece, or damage whose end is not in it: the rest of the segment shows which.
            length = (int)(end - from);
        }
    }

    private void Collect(SegmentPiece piece, ReadOnlySpan<byte> bytes, bool isEnd, int maxRecords, int maxBytes)
    {
        var at = 0;
        long taken = 0;
        while (at < bytes.Length)
        {
            if (RecordFormat.Read(bytes[at..], out var header) is not RecordState.Whole)
            {
                var damage = SegmentScanner.Next(bytes, at);
                if (!isEnd && at + damage.Length == bytes.Length)
                {
                    return;
                }

                quarantine.Keep(piece.Segment, piece.From + at, bytes.Slice(at, damage.Length), damage);
                at += damage.Length;
                piece.EndAt(at);
                continue;
            }

            if (header.Kind is RecordKind.Attempt)
            {
                if (piece.Records.Count == maxRecords || (taken > 0 && taken + header.PayloadBytes > maxBytes))
                {
                    return;
                }

                piece.Add(at + RecordFormat.HeaderBytes, header);
                taken += header.PayloadBytes;
            }

            at += (int)RecordFormat.FrameBytes(header.PayloadBytes);
            piece.EndAt(at);
        }
    }
}
