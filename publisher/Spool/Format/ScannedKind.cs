namespace NextCode.Attempts.Publisher.Spool.Format;

/// <summary>What a range of a segment's bytes is.</summary>
internal enum ScannedKind
{
    /// <summary>One whole record.</summary>
    Record,

    /// <summary>Bytes that are no whole record.</summary>
    Damage,

    /// <summary>The beginning of a record that was never completed, or room that was never used.</summary>
    TornTail,
}
