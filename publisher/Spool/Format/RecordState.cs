namespace NextCode.Attempts.Publisher.Spool.Format;

/// <summary>What was found where a record should be.</summary>
internal enum RecordState
{
    /// <summary>A record whose checksum holds.</summary>
    Whole,

    /// <summary>Its header is credible, but says it is longer than what there is; or there is no whole header.</summary>
    Incomplete,

    /// <summary>No record, or one whose checksum does not hold.</summary>
    Damaged,
}
