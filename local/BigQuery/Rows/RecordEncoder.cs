using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Rows;

/// <summary>
/// Encodes a RECORD or REPEATED column as JSON text: members by their schema names, absent instead of null, scalars in the
/// store's own form, so that SQLite's json_extract answers what a column of that type would hold. Not safe for concurrent use.
/// </summary>
internal sealed class RecordEncoder
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // What is written comes from a reader that has checked it.
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _buffer = new();

    public string? Encode(Field column, JsonElement json, string path, RowErrors sink)
    {
        if (json.ValueKind == JsonValueKind.Null)
        {
            if (column.Mode == FieldMode.Repeated)
            {
                sink.Add(path, $"Only optional fields can be set to NULL. Field: {path}; Value: NULL");
            }

            return null;
        }

        _buffer.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_buffer, Options))
        {
            WriteField(writer, column, json, path, sink);
        }

        return Encoding.UTF8.GetString(_buffer.WrittenSpan);
    }

    private static void WriteField(Utf8JsonWriter writer, Field field, JsonElement json, string path, RowErrors sink)
    {
        if (field.Mode != FieldMode.Repeated)
        {
            WriteValue(writer, field, json, path, sink);
            return;
        }

        writer.WriteStartArray();
        if (json.ValueKind != JsonValueKind.Array)
        {
            sink.Add(path, $"Repeated field must be imported as a JSON array. Field: {path}.");
        }
        else
        {
            foreach (var item in json.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Null)
                {
                    sink.Add(path, $"Only optional fields can be set to NULL. Field: {path}; Value: NULL");
                }
                else
                {
                    WriteValue(writer, field, item, path, sink);
                }
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, Field field, JsonElement json, string path, RowErrors sink)
    {
        if (field.Type == FieldType.Record)
        {
            WriteRecord(writer, field, json, path, sink);
            return;
        }

        if (!ScalarEncoder.TryEncode(field.Type, json, out var value, out var error))
        {
            sink.Add(path, error!);
            writer.WriteNullValue();
            return;
        }

        switch (value)
        {
            case long flag when field.Type == FieldType.Boolean:
                writer.WriteBooleanValue(flag != 0);
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case double number:
                // JSON has no infinity; SQLite reads this literal as one.
                writer.WriteRawValue(number > 0 ? "9e999" : "-9e999", skipInputValidation: true);
                break;
            case string text when field.Type is FieldType.Numeric or FieldType.BigNumeric:
                writer.WriteRawValue(text, skipInputValidation: true);
                break;
            default:
                writer.WriteStringValue((string?)value);
                break;
        }
    }

    private static void WriteRecord(Utf8JsonWriter writer, Field record, JsonElement json, string path, RowErrors sink)
    {
        writer.WriteStartObject();
        if (json.ValueKind != JsonValueKind.Object)
        {
            sink.Add(
                path,
                json.ValueKind == JsonValueKind.Array
                    ? "Array specified for non-repeated field."
                    : $"Field {path} is a record; a JSON object is expected."
            );
        }
        else
        {
            var present = new HashSet<Field>(ReferenceEqualityComparer.Instance);
            foreach (var member in json.EnumerateObject())
            {
                var memberPath = $"{path}.{member.Name}";
                var field = record.Fields.Find(member.Name);
                if (field is null)
                {
                    sink.AddUnknown(memberPath);
                }
                else if (member.Value.ValueKind == JsonValueKind.Null && field.Mode == FieldMode.Repeated)
                {
                    sink.Add(memberPath, $"Only optional fields can be set to NULL. Field: {memberPath}; Value: NULL");
                }
                else if (member.Value.ValueKind != JsonValueKind.Null && present.Add(field))
                {
                    writer.WritePropertyName(field.Name);
                    WriteField(writer, field, member.Value, memberPath, sink);
                }
            }

            foreach (var field in record.Fields)
            {
                if (field.Mode == FieldMode.Required && !present.Contains(field))
                {
                    sink.AddMissing($"{path}.{field.Name}");
                }
            }
        }

        writer.WriteEndObject();
    }
}
