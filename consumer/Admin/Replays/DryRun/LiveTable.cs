using System.Globalization;
using System.Text.Json;

namespace NextCode.Attempts.Consumer.Admin.Replays.DryRun;

/// <summary>
/// The table as BigQuery has it now: says what BigQuery would of a row. Columns it lacks are no fault, since ingest keeps
/// their values in <c>additional_data</c>.
/// </summary>
internal sealed class LiveTable
{
    private readonly Dictionary<string, JsonElement> _columns;

    private LiveTable(IEnumerable<JsonElement> columns) =>
        _columns = columns.ToDictionary(Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a table resource; null where it has no schema.</summary>
    public static LiveTable? Read(JsonElement resource) =>
        resource.TryGetProperty("schema", out var schema)
        && schema.TryGetProperty("fields", out var fields)
        && fields.ValueKind is JsonValueKind.Array
            ? new LiveTable(fields.EnumerateArray())
            : null;

    /// <summary>Where the row does not fit, without the value; null where it does.</summary>
    public string? Fault(JsonElement row) => Fault(_columns, row, "");

    private static string? Fault(Dictionary<string, JsonElement> columns, JsonElement record, string path)
    {
        foreach (var column in columns.Values.Where(static column => Mode(column) is "REQUIRED"))
        {
            if (!record.TryGetProperty(Name(column), out var value) || value.ValueKind is JsonValueKind.Null)
            {
                return $"the table wants {path}{Name(column)}";
            }
        }

        foreach (var field in record.EnumerateObject())
        {
            if (
                field.Value.ValueKind is not JsonValueKind.Null
                && columns.TryGetValue(field.Name, out var column)
                && Fault(column, field.Value, path + field.Name) is { } fault
            )
            {
                return fault;
            }
        }

        return null;
    }

    private static string? Fault(JsonElement column, JsonElement value, string path)
    {
        if (Mode(column) is not "REPEATED")
        {
            return FaultOfOne(column, value, path);
        }

        return value.ValueKind is JsonValueKind.Array
            ? value.EnumerateArray().Select(item => FaultOfOne(column, item, path)).FirstOrDefault(f => f is not null)
            : $"{path} is REPEATED in the table";
    }

    private static string? FaultOfOne(JsonElement column, JsonElement value, string path)
    {
        var type = Text(column, "type").ToUpperInvariant();
        if (type is "RECORD" or "STRUCT")
        {
            return value.ValueKind is JsonValueKind.Object
                ? Fault(
                    column.GetProperty("fields").EnumerateArray().ToDictionary(Name, StringComparer.OrdinalIgnoreCase),
                    value,
                    $"{path}."
                )
                : $"{path} is a RECORD in the table";
        }

        return Takes(type, value) ? null : $"{path} is {type} in the table";
    }

    // What tabledata.insertAll converts (cloud.google.com/bigquery/docs/reference/rest/v2/tabledata/insertAll).
    private static bool Takes(string type, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            return false;
        }

        var text = value.ValueKind is JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return type switch
        {
            "INTEGER" or "INT64" => long.TryParse(
                text,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out _
            ),
            "FLOAT" or "FLOAT64" => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
            "NUMERIC" or "BIGNUMERIC" or "DECIMAL" or "BIGDECIMAL" => decimal.TryParse(
                text,
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out _
            ),
            "BOOLEAN" or "BOOL" => bool.TryParse(text, out _),
            "TIMESTAMP" => value.ValueKind is JsonValueKind.Number || Rfc3339.TryParse(text, out _),
            "DATE" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
            "BYTES" => value.ValueKind is JsonValueKind.String && value.TryGetBytesFromBase64(out _),
            _ => true, // STRING takes any scalar; what else there is, only BigQuery can judge.
        };
    }

    private static string Name(JsonElement column) => Text(column, "name");

    private static string Mode(JsonElement column) => Text(column, "mode");

    private static string Text(JsonElement column, string property) =>
        column.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()!
            : "";
}
