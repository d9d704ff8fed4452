using System.Text.Json;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>Writes values of any column, RECORD and REPEATED ones field by field.</summary>
internal readonly ref struct NestedValues(RowScratch scratch)
{
    /// <summary>Writes the value the reader stands on; what does not fit inside a RECORD or an array becomes a left-over.</summary>
    public bool TryWrite(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        TableColumn column,
        string path,
        bool named
    )
    {
        if (!column.IsRepeated)
        {
            return TryWriteOne(ref reader, json, column, path, named);
        }

        if (
            column.Type is ColumnType.Record
            && reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject)
        )
        {
            return false;
        }

        var elements = $"{path}{column.Name}.";
        if (named)
        {
            scratch.Writer.WritePropertyName(column.EncodedName);
        }

        scratch.Writer.WriteStartArray();
        if (reader.TokenType is JsonTokenType.StartArray)
        {
            for (var index = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; index++)
            {
                WriteElement(ref reader, json, column, elements, index);
            }
        }
        else
        {
            WriteElement(ref reader, json, column, elements, 0); // One value where a list is meant.
        }

        scratch.Writer.WriteEndArray();
        return true;
    }

    private void WriteElement(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        TableColumn column,
        string path,
        int index
    )
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return; // BigQuery's arrays have no nulls.
        }

        var start = (int)reader.TokenStartIndex;
        if (!TryWriteOne(ref reader, json, column, $"{path}{index}.", named: false))
        {
            reader.Skip();
            var name = System.Text.Encoding.UTF8.GetBytes(
                index.ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
            scratch.LeftOvers.Add(path, name, json[start..(int)reader.BytesConsumed]);
        }
    }

    private bool TryWriteOne(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        TableColumn column,
        string path,
        bool named
    )
    {
        if (column.Type is not ColumnType.Record)
        {
            return ValueWriter.TryWriteScalar(ref reader, json, column, scratch, named);
        }

        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return false;
        }

        if (named)
        {
            scratch.Writer.WritePropertyName(column.EncodedName);
        }

        WriteRecord(ref reader, json, column, named ? $"{path}{column.Name}." : path);
        return true;
    }

    private void WriteRecord(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, TableColumn column, string path)
    {
        var seen = new HashSet<TableColumn>();
        scratch.Writer.WriteStartObject();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var found = column.Fields.TryFind(ValueWriter.Text(ref reader, scratch), out var field);
            reader.Read();
            if (found && reader.TokenType is JsonTokenType.Null)
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            if (found && seen.Add(field!) && TryWrite(ref reader, json, field!, path, named: true))
            {
                continue;
            }

            reader.Skip();
            scratch.LeftOvers.Add(path, name, json[start..(int)reader.BytesConsumed]);
        }

        scratch.Writer.WriteEndObject();
    }
}
