namespace NextCode.Attempts.Publisher.Spool.Format;

/// <summary>What a record says of itself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="PayloadBytes">Its payload's length.</param>
/// <param name="Sequence">An attempt's number; the last one given, on a header; else 0.</param>
/// <param name="Intent">The intent it is or ends; 0 for none.</param>
/// <param name="Time">When it was appended.</param>
internal readonly record struct RecordHeader(
    RecordKind Kind,
    int PayloadBytes,
    long Sequence,
    long Intent,
    DateTimeOffset Time
);
