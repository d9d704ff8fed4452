using System.Text.Json;

namespace NextCode.Attempts.Google.BigQuery;

/// <summary>One table, to stream rows into.</summary>
public interface ITable
{
    /// <summary>The full name, <c>PROJECT.DATASET.TABLE</c>.</summary>
    string Name { get; }

    /// <summary>Streams rows in one tabledata.insertAll call.</summary>
    /// <param name="rows">1 to 50,000 rows (about 500 recommended), together at most 10 MB.</param>
    /// <param name="cancellationToken">Gives the call up; whether it took effect is then unknown.</param>
    /// <returns>
    /// The rows that were not taken; empty when all were. If any row is refused, none is taken and the sound ones
    /// answer <c>stopped</c>.
    /// </returns>
    /// <exception cref="GoogleApiException">The call as a whole failed.</exception>
    Task<IReadOnlyList<RowError>> InsertAllAsync(IReadOnlyList<TableRow> rows, CancellationToken cancellationToken);

    /// <summary>The table's resource as tables.get answers it (schema, partitioning, …); null where there is no table.</summary>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    Task<JsonElement?> GetAsync(CancellationToken cancellationToken);
}
