namespace NextCode.Attempts.Publisher.Spool.Format;

/// <summary>Walks over the bytes of a segment: records, and what is damaged between them.</summary>
internal static class SegmentScanner
{
    /// <summary>Looks at what begins at an offset.</summary>
    /// <param name="bytes">The segment, up to its end.</param>
    /// <param name="offset">Where to look; less than the length.</param>
    public static ScannedRange Next(ReadOnlySpan<byte> bytes, int offset)
    {
        var state = RecordFormat.Read(bytes[offset..], out var header);
        if (state is RecordState.Whole)
        {
            return new ScannedRange(
                ScannedKind.Record,
                offset,
                (int)RecordFormat.FrameBytes(header.PayloadBytes),
                header
            );
        }

        for (var at = Aligned(offset + 1); at <= bytes.Length - RecordFormat.HeaderBytes; at += RecordFormat.Alignment)
        {
            if (RecordFormat.Read(bytes[at..], out _) is RecordState.Whole)
            {
                return new ScannedRange(ScannedKind.Damage, offset, at - offset, header);
            }
        }

        // Nothing readable follows. Zeros were never written; a record that goes past the end was being written.
        var rest = bytes[offset..];
        var torn = state is RecordState.Incomplete || rest.IndexOfAnyExcept((byte)0) < 0;
        return new ScannedRange(torn ? ScannedKind.TornTail : ScannedKind.Damage, offset, rest.Length, header);
    }

    private static int Aligned(int offset) => (offset + RecordFormat.Alignment - 1) & ~(RecordFormat.Alignment - 1);
}
