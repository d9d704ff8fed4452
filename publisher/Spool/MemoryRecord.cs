namespace NextCode.Attempts.Publisher.Spool;

/// <summary>An attempt in memory, in a rented buffer.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Length">What of it is the attempt's JSON, with producer and sequence.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Intent">The intent it ends; 0 for none.</param>
/// <param name="CapturedAt">When it was appended.</param>
internal readonly record struct MemoryRecord(
    byte[] Buffer,
    int Length,
    long Sequence,
    long Intent,
    DateTimeOffset CapturedAt
);
