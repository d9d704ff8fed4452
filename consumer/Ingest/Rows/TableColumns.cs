using System.Text.Json;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>
/// The columns that rows are built for: those of the schema, less the ones the table was found not to have.
/// </summary>
internal sealed class TableColumns
{
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
}
