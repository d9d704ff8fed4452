namespace NextCode.Attempts.Publisher.Spool;

/// <summary>A record in memory, in a rented buffer.</summary>
internal readonly record struct MemoryRecord(byte[] Buffer, int Length, long Sequence, DateTimeOffset CapturedAt);
