using System.Buffers.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Json;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture.Fields;

/// <summary>Reads a column's value from JSON, where it has the column's kind.</summary>
internal static class ColumnReader
{
    public static Taken TryRead(JsonRedactor redactor, Column column, ref JsonCursor cursor, Workspace workspace)
    {
        var text = workspace.Text;
        var start = text.Length;
        switch (cursor.Type)
        {
            case JsonTokenType.String
                when column.Kind is ColumnKind.Text && !cursor.IsSuspicious && !JsonRedactor.MayBeJson(cursor.Value):
                // The usual case: nothing to redact, and nothing to read but that something is there.
                if (cursor.Value.IsEmpty)
                {
                    return Taken.No;
                }

                text.Append(cursor.Value);
                break;
            case JsonTokenType.String:
                var scratch = workspace.RentScratch();
                var found = TrySet(redactor, column, cursor.Text(scratch), workspace);
                workspace.ReturnScratch(scratch);
                return found ? Taken.Whole : Taken.No;
            case JsonTokenType.Number when column.Kind is not ColumnKind.Boolean:
                return TrySet(redactor, column, cursor.Value, workspace) ? Taken.Whole : Taken.No;
            case JsonTokenType.True or JsonTokenType.False when column.Kind is ColumnKind.Boolean:
                text.Append(cursor.Value);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray when column.Kind is ColumnKind.Json:
                var whole = redactor.CopyValue(ref cursor, text, workspace, default(NoHook));
                workspace.Columns.Set(column, start);
                return whole ? Taken.Whole : Taken.Cut;
            default:
                return Taken.No;
        }

        workspace.Columns.Set(column, start);
        return Taken.Whole;
    }

    /// <summary>Fills a column with a text, redacted, where it has the column's kind.</summary>
    public static bool TrySet(JsonRedactor redactor, Column column, ReadOnlySpan<byte> value, Workspace workspace)
    {
        var fits = column.Kind switch
        {
            ColumnKind.Integer => Utf8Parser.TryParse(value, out long _, out var used) && used == value.Length,
            ColumnKind.Number => Utf8Parser.TryParse(value, out decimal _, out var used) && used == value.Length,
            ColumnKind.Boolean => value.SequenceEqual("true"u8) || value.SequenceEqual("false"u8),
            _ => value.Length > 0,
        };
        if (!fits)
        {
            return false;
        }

        var text = workspace.Text;
        var start = text.Length;
        var redacted = workspace.RentScratch();
        var cards = column.Kind is not ColumnKind.Phone;
        text.Append(redactor.RedactText(value, redacted, workspace, cards) ? redacted.Written : value);
        workspace.ReturnScratch(redacted);
        workspace.Columns.Set(column, start);
        return true;
    }
}
