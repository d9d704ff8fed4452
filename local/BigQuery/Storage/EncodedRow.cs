namespace NextCode.Attempts.Local.BigQuery.Storage;

/// <summary>A checked row on its way into a table.</summary>
internal readonly record struct EncodedRow(string? InsertId, object?[] Cells);
