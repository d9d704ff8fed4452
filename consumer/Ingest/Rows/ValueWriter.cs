using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>
/// Writes one JSON value as one column's value, converted where nothing is lost. What it cannot write it leaves
/// unwritten, the name included.
/// </summary>
internal static class ValueWriter
{
    /// <summary>Writes the value the reader stands on; a container is left with the reader on its end.</summary>
    /// <param name="reader">On the value's first token.</param>
    /// <param name="json">What the reader reads.</param>
    /// <param name="column">A column that is neither RECORD nor REPEATED.</param>
    /// <param name="scratch">Where to write.</param>
    /// <param name="named">Whether the column's name goes before the value; not so in an array.</param>
    public static bool TryWriteScalar(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        TableColumn column,
        RowScratch scratch,
        bool named
    )
    {
        if (column.Type is ColumnType.String or ColumnType.Json)
        {
            return TryWriteText(ref reader, json, column, scratch, named);
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            reader.Skip();
            return false;
        }

        var text = Text(ref reader, scratch);
        return column.Type switch
        {
            ColumnType.Integer => TryWriteInteger(text, column, scratch.Writer, named),
            ColumnType.Boolean => TryWriteBoolean(text, column, scratch.Writer, named),
            ColumnType.Numeric => TryWriteDecimal(text, 29, 9, column, scratch.Writer, named),
            ColumnType.BigNumeric => TryWriteDecimal(text, 38, 38, column, scratch.Writer, named),
            ColumnType.Float => TryWriteFloat(text, column, scratch.Writer, named),
            ColumnType.Timestamp => Timestamps.TryParse(text, out var time)
                && WriteString(Rfc3339.Format(time), column, scratch.Writer, named),
            ColumnType.Date => DateOnly.TryParseExact(
                Encoding.UTF8.GetString(text),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            ) && WriteString(date.ToString("O", CultureInfo.InvariantCulture), column, scratch.Writer, named),
            _ => false,
        };
    }

    /// <summary>The text of a scalar: a string's content, else the token. Empty for a string that is not Unicode.</summary>
    public static ReadOnlySpan<byte> Text(ref Utf8JsonReader reader, RowScratch scratch)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        var room = scratch.Text(reader.ValueSpan.Length);
        try
        {
            return room[..reader.CopyString(room)];
        }
        catch (InvalidOperationException)
        {
            return default; // An escaped half of a surrogate pair: JSON's grammar has it, Unicode has not.
        }
    }

    private static bool TryWriteText(
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        TableColumn column,
        RowScratch scratch,
        bool named
    )
    {
        var start = (int)reader.TokenStartIndex;
        var isString = reader.TokenType is JsonTokenType.String;
        if (isString && reader.ValueIsEscaped && Text(ref reader, scratch).IsEmpty)
        {
            return false;
        }

        reader.Skip();
        if (named)
        {
            scratch.Writer.WritePropertyName(column.EncodedName);
        }

        var raw = json[start..(int)reader.BytesConsumed];
        if (isString && column.Type is ColumnType.String)
        {
            scratch.Writer.WriteRawValue(raw, skipInputValidation: true);
        }
        else
        {
            scratch.Writer.WriteStringValue(raw);
        }

        return true;
    }

    private static bool TryWriteInteger(ReadOnlySpan<byte> text, TableColumn column, Utf8JsonWriter writer, bool named)
    {
        var plain = Utf8Parser.TryParse(text, out long value, out var consumed) && consumed == text.Length;
        if (!plain && !Decimals.TryInt64(text, out value))
        {
            return false;
        }

        WriteName(column, writer, named);
        writer.WriteNumberValue(value);
        return true;
    }

    private static bool TryWriteBoolean(ReadOnlySpan<byte> text, TableColumn column, Utf8JsonWriter writer, bool named)
    {
        var isTrue = Ascii.EqualsIgnoreCase(text, "true"u8) || text.SequenceEqual("1"u8);
        if (!isTrue && !Ascii.EqualsIgnoreCase(text, "false"u8) && !text.SequenceEqual("0"u8))
        {
            return false;
        }

        WriteName(column, writer, named);
        writer.WriteBooleanValue(isTrue);
        return true;
    }

    private static bool TryWriteDecimal(
        ReadOnlySpan<byte> text,
        int integerDigits,
        int scale,
        TableColumn column,
        Utf8JsonWriter writer,
        bool named
    ) =>
        Decimals.TryNormalize(text, integerDigits, scale, out var number) && WriteString(number, column, writer, named);

    private static bool TryWriteFloat(ReadOnlySpan<byte> text, TableColumn column, Utf8JsonWriter writer, bool named)
    {
        if (
            !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value)
        )
        {
            return false;
        }

        WriteName(column, writer, named);
        writer.WriteNumberValue(value);
        return true;
    }

    private static bool WriteString(string text, TableColumn column, Utf8JsonWriter writer, bool named)
    {
        WriteName(column, writer, named);
        writer.WriteStringValue(text);
        return true;
    }

    private static void WriteName(TableColumn column, Utf8JsonWriter writer, bool named)
    {
        if (named)
        {
            writer.WritePropertyName(column.EncodedName);
        }
    }
}
