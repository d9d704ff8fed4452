using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Queries;

/// <summary>What a query gave: typed columns and rows of SQLite values (null, long, double, string).</summary>
/// <param name="Columns">The columns in order.</param>
/// <param name="Rows">The rows in order.</param>
/// <param name="Bytes">Estimated size in memory.</param>
internal sealed record QueryResult(FieldList Columns, IReadOnlyList<object?[]> Rows, long Bytes)
{
    public static readonly QueryResult Empty = new(FieldList.Empty, [], 0);
}
