namespace NextCode.Attempts.Local.BigQuery.Schema;

/// <summary>Names of column types: on the wire (the API answers in legacy names) and in SQLite.</summary>
internal static class FieldTypes
{
    public static bool TryParse(string? name, out FieldType type)
    {
        FieldType? found = name?.ToUpperInvariant() switch
        {
            "STRING" => FieldType.String,
            "BYTES" => FieldType.Bytes,
            "INTEGER" or "INT64" or "INT" or "SMALLINT" or "BIGINT" or "TINYINT" or "BYTEINT" => FieldType.Integer,
            "FLOAT" or "FLOAT64" => FieldType.Float,
            "NUMERIC" or "DECIMAL" => FieldType.Numeric,
            "BIGNUMERIC" or "BIGDECIMAL" => FieldType.BigNumeric,
            "BOOLEAN" or "BOOL" => FieldType.Boolean,
            "TIMESTAMP" => FieldType.Timestamp,
            "DATE" => FieldType.Date,
            "TIME" => FieldType.Time,
            "DATETIME" => FieldType.DateTime,
            "JSON" => FieldType.Json,
            "RECORD" or "STRUCT" => FieldType.Record,
            _ => null,
        };
        type = found ?? default;
        return found is not null;
    }

    public static string WireName(this FieldType type) => type.ToString().ToUpperInvariant();

    /// <summary>
    /// The declared type of a SQLite column. The ones that hold text say TEXT, so that SQLite gives them text affinity and
    /// never turns a value that looks like a number into one.
    /// </summary>
    public static string SqliteType(FieldType type, FieldMode mode) =>
        mode == FieldMode.Repeated
            ? "ARRAY TEXT"
            : type switch
            {
                FieldType.String => "TEXT",
                FieldType.Integer => "INTEGER",
                FieldType.Float => "REAL",
                FieldType.Numeric or FieldType.BigNumeric => "NUMERIC",
                FieldType.Boolean => "BOOL",
                _ => type.WireName() + " TEXT",
            };
}
