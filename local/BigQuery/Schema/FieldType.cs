namespace NextCode.Attempts.Local.BigQuery.Schema;

/// <summary>The column types of BigQuery that the stand-in can check and store.</summary>
internal enum FieldType
{
    String,
    Bytes,
    Integer,
    Float,
    Numeric,
    BigNumeric,
    Boolean,
    Timestamp,
    Date,
    Time,
    DateTime,
    Json,
    Record,
}

/// <summary>How often a column holds a value in one row.</summary>
internal enum FieldMode
{
    Nullable,
    Required,
    Repeated,
}
