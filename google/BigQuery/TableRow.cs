namespace NextCode.Attempts.Google.BigQuery;

/// <summary>A row to stream.</summary>
/// <param name="InsertId">BigQuery drops repeats of the same id for about a minute, best effort.</param>
/// <param name="Json">The row as a UTF-8 JSON object of column names; at most 10 MB.</param>
public sealed record TableRow(string InsertId, ReadOnlyMemory<byte> Json);
