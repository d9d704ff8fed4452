using System.Globalization;
using System.Text.Json;
using NextCode.Attempts.Local.BigQuery.Schema;
using NextCode.Attempts.Local.BigQuery.Sql.Functions;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>Writes rows as the API does: <c>{"f":[{"v":…}]}</c>, every scalar as text, RECORDs and arrays nested.</summary>
internal static class RowWriting
{
    public static void Write(Utf8JsonWriter writer, FieldList columns, object?[] row, bool int64Timestamps)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("f");
        for (var i = 0; i < row.Length; i++)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("v");
            WriteCell(writer, columns[i], row[i], int64Timestamps);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter writer, Field column, object? value, bool int64Timestamps)
    {
        if (value is null)
        {
            WriteAbsent(writer, column);
        }
        else if (column.IsJsonText && value is string json)
        {
            using var document = JsonDocument.Parse(json);
            WriteField(writer, column, document.RootElement, int64Timestamps);
        }
        else
        {
            writer.WriteStringValue(Text(column.Type, value, int64Timestamps));
        }
    }

    private static void WriteAbsent(Utf8JsonWriter writer, Field field)
    {
        if (field.Mode == FieldMode.Repeated)
        {
            writer.WriteStartArray();
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static void WriteField(Utf8JsonWriter writer, Field field, JsonElement json, bool int64Timestamps)
    {
        if (field.Mode != FieldMode.Repeated)
        {
            WriteValue(writer, field, json, int64Timestamps);
            return;
        }

        writer.WriteStartArray();
        foreach (var item in json.EnumerateArray())
        {
            writer.WriteStartObject();
            writer.WritePropertyName("v");
            WriteValue(writer, field, item, int64Timestamps);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, Field field, JsonElement json, bool int64Timestamps)
    {
        if (field.Type != FieldType.Record)
        {
            writer.WriteStringValue(Text(field.Type, Scalar(json), int64Timestamps));
            return;
        }

        writer.WriteStartObject();
        writer.WriteStartArray("f");
        foreach (var member in field.Fields)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("v");
            if (json.TryGetProperty(member.Name, out var value))
            {
                WriteField(writer, member, value, int64Timestamps);
            }
            else
            {
                WriteAbsent(writer, member);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static object Scalar(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.True => 1L,
            JsonValueKind.False => 0L,
            JsonValueKind.String => json.GetString()!,
            // As written, so that a NUMERIC keeps its digits.
            _ => json.GetRawText(),
        };

    private static string Text(FieldType type, object value, bool int64Timestamps) =>
        (type, value) switch
        {
            (FieldType.Boolean, long flag) => flag != 0 ? "true" : "false",
            (FieldType.Timestamp, string text) when TimestampText.IsStored(text) => Timestamp(text, int64Timestamps),
            (FieldType.Float, long number) => Values.Float(number),
            (FieldType.Float, string text)
                when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
                Values.Float(number),
            (FieldType.Numeric or FieldType.BigNumeric, double number) when Math.Abs(number) < 1e27 => (
                (decimal)number
            ).ToString(CultureInfo.InvariantCulture),
            _ => Values.Text(value),
        };

    private static string Timestamp(string stored, bool int64Timestamps)
    {
        var utc = TimestampText.Read(stored);
        return int64Timestamps
            ? TimestampText.ToMicroseconds(utc).ToString(CultureInfo.InvariantCulture)
            : TimestampText.ToFloatSeconds(utc);
    }
}
