namespace NextCode.Attempts.Google.BigQuery;

/// <summary>All rows of a query.</summary>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Rows">
/// One value per column, as BigQuery writes it: text, a TIMESTAMP as microseconds since 1970, null for NULL.
/// </param>
/// <param name="BytesProcessed">What BigQuery says it read; null where it does not say.</param>
public sealed record QueryResult(
    IReadOnlyList<QueryColumn> Columns,
    IReadOnlyList<IReadOnlyList<string?>> Rows,
    long? BytesProcessed
);

/// <summary>A column of a result.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in the API's names: STRING, INTEGER, FLOAT, BOOLEAN, TIMESTAMP, …</param>
public sealed record QueryColumn(string Name, string Type);
