using System.Text.Json;
using NextCode.Attempts.Local.BigQuery.Rest;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Rows;

/// <summary>Checks one row of an insertAll request against the schema and encodes it, column by column, for the store.</summary>
internal sealed class RowEncoder(FieldList columns, PartitionBounds? bounds)
{
    private readonly RecordEncoder _records = new();

    /// <param name="row">The <c>json</c> member of the request's row.</param>
    /// <param name="ignoreUnknownValues">Leave out members that are no column instead of refusing the row.</param>
    /// <param name="errors">Every reason to refuse the row; empty when it is good.</param>
    /// <returns>One value per column, null for NULL; without meaning when there are errors.</returns>
    public object?[] Encode(JsonElement row, bool ignoreUnknownValues, out IReadOnlyList<ErrorProto> errors)
    {
        var cells = new object?[columns.Count];
        var sink = new RowErrors(ignoreUnknownValues);
        if (row.ValueKind != JsonValueKind.Object)
        {
            sink.Add("", "The row is not a JSON object.");
        }
        else
        {
            try
            {
                EncodeMembers(row, cells, sink);
            }
            catch (InvalidOperationException)
            {
                // What JsonElement throws for half a surrogate pair, which JSON can spell and Unicode cannot mean.
                sink.Add("", "The row holds text that is not valid Unicode.");
            }
        }

        errors = sink.Found;
        return cells;
    }

    private void EncodeMembers(JsonElement row, object?[] cells, RowErrors sink)
    {
        foreach (var member in row.EnumerateObject())
        {
            var index = columns.IndexOf(member.Name);
            if (index < 0)
            {
                sink.AddUnknown(member.Name);
            }
            else
            {
                cells[index] = EncodeColumn(columns[index], member.Value, sink);
            }
        }

        RequirePresent(row, cells, sink);
        bounds?.Check(cells, sink);
    }

    private object? EncodeColumn(Field column, JsonElement json, RowErrors sink)
    {
        if (column.IsJsonText)
        {
            return _records.Encode(column, json, column.Name, sink);
        }

        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (ScalarEncoder.TryEncode(column.Type, json, out var value, out var error))
        {
            return value;
        }

        sink.Add(column.Name, error!);
        return null;
    }

    private void RequirePresent(JsonElement row, object?[] cells, RowErrors sink)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            // A REQUIRED column that is present but wrong has its error already.
            if (column.Mode == FieldMode.Required && cells[i] is null && !HasValue(row, column.Name))
            {
                sink.AddMissing(column.Name);
            }
        }
    }

    private static bool HasValue(JsonElement row, string name)
    {
        foreach (var member in row.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value.ValueKind != JsonValueKind.Null;
            }
        }

        return false;
    }
}
