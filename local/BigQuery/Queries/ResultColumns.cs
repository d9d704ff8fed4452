using Microsoft.Data.Sqlite;
using NextCode.Attempts.Local.BigQuery.Schema;
using NextCode.Attempts.Local.BigQuery.Storage;
using SQLitePCL;

namespace NextCode.Attempts.Local.BigQuery.Queries;

/// <summary>
/// The columns of a result: where SQLite can tell which table column a result column is, that column, RECORDs and all;
/// else the hint of its expression; else what its values look like.
/// </summary>
internal static class ResultColumns
{
    /// <summary>A column whose type is still open has no type.</summary>
    internal sealed record Open(string Name, Field? Known);

    public static IReadOnlyList<Open> Describe(
        SqliteDataReader reader,
        Snapshot catalog,
        IReadOnlyDictionary<string, FieldType> hints
    )
    {
        var byPhysicalName = catalog.Tables.Values.ToDictionary(
            table => table.Name.Physical,
            StringComparer.OrdinalIgnoreCase
        );
        var statement = reader.Handle;
        var columns = new List<Open>(reader.FieldCount);
        for (var i = 0; i < reader.FieldCount; i++)
        {
            var name = reader.GetName(i);
            var table = raw.sqlite3_column_table_name(statement, i).utf8_to_string();
            var origin = raw.sqlite3_column_origin_name(statement, i).utf8_to_string();
            Field? field = null;
            if (table is not null && origin is not null && byPhysicalName.TryGetValue(table, out var entry))
            {
                field = entry.Columns.Find(origin);
            }

            if (field is null && hints.TryGetValue(name, out var hint))
            {
                field = new Field(name, hint);
            }

            // What a query gives is never REQUIRED.
            columns.Add(
                new Open(
                    name,
                    field is null ? null
                        : field.Mode == FieldMode.Required ? field with { Name = name, Mode = FieldMode.Nullable }
                        : field with { Name = name }
                )
            );
        }

        CheckNames(columns);
        return columns;
    }

    public static FieldList Complete(IReadOnlyList<Open> columns, List<object?[]> rows) =>
        new(columns.Select((column, i) => column.Known ?? new Field(column.Name, Infer(rows, i))));

    private static FieldType Infer(List<object?[]> rows, int column)
    {
        var (integers, floats, times, texts) = (false, false, false, false);
        foreach (var row in rows)
        {
            switch (row[column])
            {
                case long:
                    integers = true;
                    break;
                case double:
                    floats = true;
                    break;
                case string text when TimestampText.IsStored(text):
                    times = true;
                    break;
                case not null:
                    texts = true;
                    break;
            }
        }

        return (texts, times, floats, integers) switch
        {
            (false, true, false, false) => FieldType.Timestamp,
            (false, false, true, _) => FieldType.Float,
            (false, false, false, true) => FieldType.Integer,
            _ => FieldType.String,
        };
    }

    private static void CheckNames(List<Open> columns)
    {
        var twice = columns
            .GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Skip(1).Any())
            .Select(group => group.Key)
            .ToList();
        if (twice.Count > 0)
        {
            throw ApiException.InvalidQuery(
                $"Duplicate column names in the result are not supported. Found duplicate(s): {string.Join(", ", twice)}"
            );
        }
    }
}
