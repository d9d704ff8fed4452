namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>A row ready to be streamed.</summary>
/// <param name="EventId">The event's id, which is attempt_id and BigQuery's insertId.</param>
/// <param name="Json">A UTF-8 JSON object of column names.</param>
/// <param name="Timestamp">When the attempt happened.</param>
/// <param name="LeftOvers">How many values went to additional_data because no column takes them.</param>
internal sealed record Row(string EventId, ReadOnlyMemory<byte> Json, DateTimeOffset Timestamp, int LeftOvers);
