namespace NextCode.Attempts.Local.BigQuery.Schema;

/// <summary>What BigQuery lets an update do to a table's schema: add NULLABLE or REPEATED fields, relax REQUIRED to NULLABLE.</summary>
internal static class SchemaChange
{
    /// <returns>The top-level columns that are new.</returns>
    /// <exception cref="ApiException">The change drops, retypes or tightens a field, or adds a REQUIRED one.</exception>
    public static IReadOnlyList<Field> Check(string table, FieldList before, FieldList after)
    {
        CheckLevel(table, "", before, after);
        return [.. after.Where(field => before.Find(field.Name) is null)];
    }

    private static void CheckLevel(string table, string prefix, FieldList before, FieldList after)
    {
        foreach (var old in before)
        {
            var now =
                after.Find(old.Name) ?? throw Mismatch(table, $"Field {prefix}{old.Name} is missing in new schema");
            if (now.Type != old.Type)
            {
                throw Mismatch(
                    table,
                    $"Field {prefix}{old.Name} has changed type from {old.Type.WireName()} to {now.Type.WireName()}"
                );
            }

            if (now.Mode != old.Mode && (old.Mode, now.Mode) is not (FieldMode.Required, FieldMode.Nullable))
            {
                throw Mismatch(
                    table,
                    $"Field {prefix}{old.Name} has changed mode from {old.Mode.ToString().ToUpperInvariant()} to {now.Mode.ToString().ToUpperInvariant()}"
                );
            }

            CheckLevel(table, $"{prefix}{old.Name}.", old.Fields, now.Fields);
        }

        foreach (var added in after)
        {
            if (added.Mode == FieldMode.Required && before.Find(added.Name) is null)
            {
                throw Mismatch(
                    table,
                    $"Cannot add required fields to an existing schema. (field: {prefix}{added.Name})"
                );
            }
        }
    }

    private static ApiException Mismatch(string table, string why) =>
        ApiException.Invalid($"Provided Schema does not match Table {table}. {why}");
}
