namespace NextCode.Attempts.Local.BigQuery.Schema;

/// <summary>One column of a table or one member of a RECORD.</summary>
internal sealed record Field(string Name, FieldType Type, FieldMode Mode, FieldList Fields)
{
    public Field(string name, FieldType type, FieldMode mode = FieldMode.Nullable)
        : this(name, type, mode, FieldList.Empty) { }

    /// <summary>A SQLite column holds this field as JSON text.</summary>
    public bool IsJsonText => Type == FieldType.Record || Mode == FieldMode.Repeated;
}
