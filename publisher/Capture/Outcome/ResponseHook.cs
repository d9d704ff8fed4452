using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture.Outcome;

/// <summary>Hears what a response's body says of the outcome and of the player; leaves the copy whole.</summary>
internal struct ResponseHook(AttemptAction action) : IJsonHook
{
    public readonly Taken Take(JsonRedactor redactor, in JsonMember member, ref JsonCursor cursor, Workspace workspace)
    {
        if (member.InArray)
        {
            return Taken.No;
        }

        if (member.Depth == 1 && member.Rule.Part is not ResponsePart.None)
        {
            Note(redactor, member.Rule.Part, cursor, workspace);
        }

        if (member.Rule.Columns.Length > 0)
        {
            Fill(redactor, member, ref cursor, workspace);
        }

        return Taken.No;
    }

    private static void Note(JsonRedactor redactor, ResponsePart part, in JsonCursor cursor, Workspace workspace)
    {
        var facts = workspace.Response;
        switch (cursor.Type)
        {
            case JsonTokenType.String or JsonTokenType.Number:
                facts.SaysFailed |= part is ResponsePart.Error or ResponsePart.ErrorCode;
                facts.Note(part, cursor);
                break;
            case JsonTokenType.True when part is ResponsePart.Error:
            case JsonTokenType.False when part is ResponsePart.Success:
                facts.SaysFailed = true;
                break;
            case JsonTokenType.StartObject
            or JsonTokenType.StartArray when part is ResponsePart.Error or ResponsePart.Errors:
                ErrorReader.Read(redactor, part, cursor, workspace);
                break;
        }
    }

    // What a response may fill: who the player is, and the records of deposit and verification.
    private readonly void Fill(JsonRedactor redactor, in JsonMember member, ref JsonCursor cursor, Workspace workspace)
    {
        foreach (var rule in member.Rule.Columns)
        {
            var column = rule.Column;
            if (
                (column.OnlyFor == action || ReferenceEquals(column, Columns.ClientId))
                && (rule.Parent is null || string.Equals(rule.Parent, member.Around?.Squashed))
                && !workspace.Columns.IsSet(column)
                && cursor.Type is not (JsonTokenType.StartObject or JsonTokenType.StartArray)
            )
            {
                ColumnReader.TryRead(redactor, column, ref cursor, workspace);
                return;
            }
        }
    }
}
