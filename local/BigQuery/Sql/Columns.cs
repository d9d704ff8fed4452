using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Sql;

/// <summary>
/// The columns that a query's names can mean, by name over every table and view it reads. A name that two tables type
/// differently means nothing here, rather than perhaps the wrong thing.
/// </summary>
internal sealed class Columns
{
    private readonly Dictionary<string, Field?> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly QueryOutline _outline;

    public Columns(QueryOutline outline, IEnumerable<FieldList> tables)
    {
        _outline = outline;
        foreach (var field in tables.SelectMany(table => table))
        {
            _byName[field.Name] =
                !_byName.TryGetValue(field.Name, out var known) || IsSame(known, field) ? field : null;
        }
    }

    /// <summary>
    /// Reads a dotted path: how many leading names only say which table, and the field the rest names.
    /// </summary>
    /// <returns>Null when the path names no known column.</returns>
    public ColumnPath? Resolve(IReadOnlyList<string> path)
    {
        var qualifier = path.Count > 1 && _outline.Qualifiers.Contains(path[0]) ? 1 : 0;
        if (!_byName.TryGetValue(path[qualifier], out var column) || column is null)
        {
            return null;
        }

        var field = column;
        for (var i = qualifier + 1; i < path.Count; i++)
        {
            if (field.Mode == FieldMode.Repeated || field.Fields.Find(path[i]) is not { } member)
            {
                return new ColumnPath(qualifier, column, null, [.. path.Skip(qualifier + 1)]);
            }

            field = member;
        }

        return new ColumnPath(qualifier, column, field, [.. path.Skip(qualifier + 1)]);
    }

    private static bool IsSame(Field? a, Field b) => a is not null && a.Type == b.Type && a.Mode == b.Mode;
}

/// <param name="Qualifier">Names before the column: 0 or 1.</param>
/// <param name="Column">The column of the table.</param>
/// <param name="Field">What the whole path names; null when a RECORD has no such member.</param>
/// <param name="Members">The names after the column.</param>
internal sealed record ColumnPath(int Qualifier, Field Column, Field? Field, IReadOnlyList<string> Members);
