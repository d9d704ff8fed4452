namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>What a column holds, as far as building a row needs to know.</summary>
internal enum ColumnType
{
    String,
    Integer,
    Float,
    Numeric,
    BigNumeric,
    Boolean,
    Timestamp,
    Date,
    Json,
    Record,
}
