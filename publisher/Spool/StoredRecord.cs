namespace NextCode.Attempts.Publisher.Spool;

/// <summary>One attempt as the log keeps it.</summary>
/// <param name="Json">The attempt with producer and sequence; valid until its batch is given back.</param>
/// <param name="Sequence">Its number under its producer.</param>
/// <param name="CapturedAt">When it was appended.</param>
internal readonly record struct StoredRecord(ReadOnlyMemory<byte> Json, long Sequence, DateTimeOffset CapturedAt);
