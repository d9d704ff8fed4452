namespace NextCode.Attempts.Google.BigQuery;

/// <summary>A named parameter of a query.</summary>
/// <param name="Name">Its name, without the @.</param>
/// <param name="Type">Its GoogleSQL type: STRING, INT64, FLOAT64, BOOL, TIMESTAMP, DATE or NUMERIC.</param>
/// <param name="Value">Its value as BigQuery reads that type from text; null for NULL.</param>
public sealed record QueryParameter(string Name, string Type, string? Value);
