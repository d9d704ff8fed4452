using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Consumer.Ingest;

/// <summary>Streams rows into the table.</summary>
internal sealed class RowInserter(ITable table)
{
    /// <summary>Streams one row; when it returns null, BigQuery has it.</summary>
    /// <returns>Why BigQuery will never take this row; null when it took it.</returns>
    /// <exception cref="Google.GoogleApiException">The call failed; the row may be taken later.</exception>
    public async Task<RowError?> InsertAsync(Row row, CancellationToken cancellationToken)
    {
        var errors = await table.InsertAllAsync([new TableRow(row.EventId, row.Json)], cancellationToken);
        return errors.Count == 0 ? null : errors[0];
    }
}
