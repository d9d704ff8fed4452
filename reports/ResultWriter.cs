using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Reports;

/// <summary>How a result is written.</summary>
public enum ResultFormat
{
    /// <summary>Columns side by side, for people: numbers with four decimals at most.</summary>
    Table,

    /// <summary>A JSON array, one object a row; numbers are numbers, times RFC 3339.</summary>
    Json,

    /// <summary>RFC 4180, with a line of names; NULL is empty.</summary>
    Csv,

    /// <summary>A table in Markdown, values as in <see cref="Table"/>.</summary>
    Markdown,
}

/// <summary>Writes a query's result as text.</summary>
public static class ResultWriter
{
    /// <summary>The whole result; ends with a line break.</summary>
    public static string Write(QueryResult result, ResultFormat format) =>
        format switch
        {
            ResultFormat.Json => Json(result),
            ResultFormat.Csv => Csv(result),
            ResultFormat.Markdown => Markdown(result),
            _ => Table(result),
        };

    private static string Table(QueryResult result)
    {
        var rows = Shown(result);
        var widths = result
            .Columns.Select((column, i) => rows.Select(row => row[i].Length).Append(column.Name.Length).Max())
            .ToList();
        var text = new StringBuilder();
        Line([.. result.Columns.Select(column => column.Name)]);
        Line([.. widths.Select(width => new string('-', width))]);
        foreach (var row in rows)
        {
            Line(row);
        }

        return text.Append(CultureInfo.InvariantCulture, $"{rows.Count} rows\n").ToString();

        void Line(string[] cells)
        {
            var padded = cells.Select(
                (cell, i) => IsNumber(result.Columns[i]) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i])
            );
            text.Append(string.Join("  ", padded).TrimEnd()).Append('\n');
        }
    }

    private static string Markdown(QueryResult result)
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", result.Columns.Select(column => column.Name)).Append(" |\n|");
        text.AppendJoin('|', result.Columns.Select(column => IsNumber(column) ? "--:" : "---")).Append("|\n");
        foreach (var row in Shown(result))
        {
            text.Append("| ")
                .AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))
                .Append(" |\n");
        }

        return text.ToString();
    }

    private static string Csv(QueryResult result)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', result.Columns.Select(column => column.Name)).Append("\r\n");
        foreach (var row in result.Rows)
        {
            text.AppendJoin(',', row.Select((value, i) => Quoted(Plain(result.Columns[i], value) ?? "")))
                .Append("\r\n");
        }

        return text.ToString();

        static string Quoted(string value) =>
            value.AsSpan().ContainsAny(",\"\r\n")
                ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                : value;
    }

    private static string Json(QueryResult result)
    {
        using var stream = new MemoryStream();
        using (
            var writer = new Utf8JsonWriter(
                stream,
                new JsonWriterOptions
                {
                    Indented = true,
                    NewLine = "\n",
                    Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                }
            )
        )
        {
            writer.WriteStartArray();
            foreach (var row in result.Rows)
            {
                writer.WriteStartObject();
                for (var i = 0; i < row.Count; i++)
                {
                    writer.WritePropertyName(result.Columns[i].Name);
                    WriteValue(writer, result.Columns[i], row[i]);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteValue(Utf8JsonWriter writer, QueryColumn column, string? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else if (IsNumber(column) && double.IsFinite(double.Parse(value, CultureInfo.InvariantCulture)))
        {
            writer.WriteRawValue(
                column.Type == "INTEGER"
                    ? value
                    : double.Parse(value, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture)
            );
        }
        else if (column.Type == "BOOLEAN")
        {
            writer.WriteBooleanValue(value == "true");
        }
        else
        {
            writer.WriteStringValue(Plain(column, value));
        }
    }

    private static List<string[]> Shown(QueryResult result) =>
        [.. result.Rows.Select(row => row.Select((value, i) => Shown(result.Columns[i], value)).ToArray())];

    private static string Shown(QueryColumn column, string? value) =>
        column.Type == "FLOAT" && value is not null
            ? double.Parse(value, CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.InvariantCulture)
            : Plain(column, value) ?? "";

    private static string? Plain(QueryColumn column, string? value) =>
        column.Type == "TIMESTAMP" && value is not null
            ? Rfc3339.Format(DateTimeOffset.UnixEpoch.AddMicroseconds(long.Parse(value, CultureInfo.InvariantCulture)))
            : value;

    private static bool IsNumber(QueryColumn column) => column.Type is "INTEGER" or "FLOAT" or "NUMERIC";
}
