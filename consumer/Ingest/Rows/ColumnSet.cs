using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>The columns of a table or the fields of a RECORD, found by name without making a string of it.</summary>
internal sealed class ColumnSet
{
    // Four places for each column keep the chains at one or two for any schema a table has.
    private readonly TableColumn[][] _buckets;

    private ColumnSet(IReadOnlyList<TableColumn> columns)
    {
        Columns = columns;
        var size = 16;
        while (size < columns.Count * 4)
        {
            size *= 2;
        }

        _buckets = new TableColumn[size][];
        Array.Fill(_buckets, []);
        foreach (var column in columns)
        {
            var bucket = Bucket(column.Utf8Name.Span);
            _buckets[bucket] = [.. _buckets[bucket], column];
        }
    }

    public static ColumnSet Empty { get; } = new([]);

    /// <summary>In the order of the schema.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Reads a schema: the JSON array of <c>bq mk --schema</c>, which is also <c>schema.fields</c> of tables.get.</summary>
    /// <exception cref="NotSupportedException">A column has a type for which rows cannot be built.</exception>
    public static ColumnSet Parse(JsonElement fields)
    {
        var columns = new List<TableColumn>();
        foreach (var field in fields.EnumerateArray())
        {
            var name = field.GetProperty("name").GetString()!;
            var type = ParseType(name, field.GetProperty("type").GetString());
            var isRepeated = field.TryGetProperty("mode", out var mode) && mode.ValueEquals("REPEATED");
            var nested = type is ColumnType.Record ? Parse(field.GetProperty("fields")) : null;
            columns.Add(new TableColumn(columns.Count, name, type, isRepeated, nested));
        }

        return new ColumnSet(columns);
    }

    /// <summary>The set of those columns that pass.</summary>
    public ColumnSet Where(Func<TableColumn, bool> passes)
    {
        var passing = Columns.Where(passes);
        return new ColumnSet([.. passing.Select(static (column, index) => column.At(index))]);
    }

    /// <summary>The set without the columns and fields of these paths.</summary>
    public ColumnSet Without(IReadOnlySet<string> paths, string parent)
    {
        var left = Columns.Where(column => !paths.Contains(parent + column.Name));
        return new ColumnSet([.. left.Select((column, index) => column.Without(paths, parent, index))]);
    }

    public bool TryFind(ReadOnlySpan<byte> utf8Name, [NotNullWhen(true)] out TableColumn? column)
    {
        if (!utf8Name.IsEmpty)
        {
            foreach (var candidate in _buckets[Bucket(utf8Name)])
            {
                if (utf8Name.SequenceEqual(candidate.Utf8Name.Span))
                {
                    column = candidate;
                    return true;
                }
            }
        }

        column = null;
        return false;
    }

    private int Bucket(ReadOnlySpan<byte> utf8Name) =>
        ((utf8Name.Length * 131) + (utf8Name[0] * 31) + (utf8Name[utf8Name.Length / 2] * 7) + utf8Name[^1])
        & (_buckets.Length - 1);

    private static ColumnType ParseType(string column, string? type) =>
        type switch
        {
            "STRING" => ColumnType.String,
            "INTEGER" or "INT64" => ColumnType.Integer,
            "FLOAT" or "FLOAT64" => ColumnType.Float,
            "NUMERIC" => ColumnType.Numeric,
            "BIGNUMERIC" => ColumnType.BigNumeric,
            "BOOLEAN" or "BOOL" => ColumnType.Boolean,
            "TIMESTAMP" => ColumnType.Timestamp,
            "DATE" => ColumnType.Date,
            "JSON" => ColumnType.Json,
            "RECORD" or "STRUCT" => ColumnType.Record,
            _ => throw new NotSupportedException($"Column {column} has type {type}, which rows are not built for."),
        };
}
