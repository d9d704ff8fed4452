using System.Text.Json;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>
/// The columns that rows are built for: those of the schema, less the ones the table was found not to have.
/// </summary>
internal sealed class TableColumns
{
    private readonly Lock _lock = new();
    private volatile KnownColumns _current;

    public TableColumns()
    {
        using var schema = JsonDocument.Parse(AttemptsTable.SchemaJson);
        Schema = ColumnSet.Parse(schema.RootElement);
        _current = new KnownColumns(Schema);
    }

    /// <summary>All columns of the schema.</summary>
    public ColumnSet Schema { get; }

    public KnownColumns Current => _current;

    /// <summary>Builds rows with all columns but these, which may be fields of a RECORD: <c>deposit.amount</c>.</summary>
    public void ExcludeOnly(IReadOnlyCollection<string> paths)
    {
        lock (_lock)
        {
            var without = new HashSet<string>(paths, StringComparer.OrdinalIgnoreCase);
            _current = new KnownColumns(without.Count == 0 ? Schema : Schema.Without(without, ""));
        }
    }

    /// <summary>
    /// Builds no more rows with this column, whose values go to <c>additional_data</c> then. BigQuery refuses rows for a
    /// while after a column was added, and for good after one was taken away.
    /// </summary>
    /// <returns>Whether it was among the columns.</returns>
    public bool Exclude(string name)
    {
        lock (_lock)
        {
            var current = _current.All;
            var without = current.Where(column => !string.Equals(column.Name, name, StringComparison.Ordinal));
            if (without.Columns.Count == current.Columns.Count)
            {
                return false;
            }

            _current = new KnownColumns(without);
            return true;
        }
    }
}
