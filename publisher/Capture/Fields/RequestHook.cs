using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Json;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture.Fields;

/// <summary>Takes the members of a request's body that fill columns; the rest stays in <c>additional_data</c>.</summary>
internal struct RequestHook(AttemptAction action) : IJsonHook
{
    public readonly Taken Take(JsonRedactor redactor, in JsonMember member, ref JsonCursor cursor, Workspace workspace)
    {
        if (member.Rule.Columns.Length == 0 || member.InArray)
        {
            return Taken.No;
        }

        foreach (var rule in member.Rule.Columns)
        {
            if (
                rule.Takes(action, member.Around?.Squashed)
                && !workspace.Columns.IsSet(rule.Column)
                && (cursor.Type is not JsonTokenType.String || rule.Fits(cursor.Value))
                && !IsReserved(redactor, rule.Column, member.Depth, cursor, workspace)
            )
            {
                return ColumnReader.TryRead(redactor, rule.Column, ref cursor, workspace);
            }
        }

        return Taken.No;
    }

    // A friend's email that comes first leaves the column to the request's own.
    private readonly bool IsReserved(
        JsonRedactor redactor,
        Column column,
        int depth,
        JsonCursor ahead,
        Workspace workspace
    )
    {
        if (depth == 1)
        {
            return false;
        }

        if (workspace.Columns.IsReserved(column) is not { } reserved)
        {
            reserved = IsAhead(redactor, column, ahead, workspace);
            workspace.Columns.Reserve(column, reserved);
        }

        return reserved;
    }

    private readonly bool IsAhead(JsonRedactor redactor, Column column, JsonCursor ahead, Workspace workspace)
    {
        while (ahead.Read())
        {
            if (ahead.Type is not JsonTokenType.PropertyName || ahead.Depth != 1)
            {
                continue;
            }

            foreach (var rule in redactor.Keys.Find(ahead, workspace).Columns)
            {
                if (ReferenceEquals(rule.Column, column) && rule.Takes(action, parent: null))
                {
                    return ahead.Read()
                        && ahead.Type is not JsonTokenType.Null
                        && (ahead.Type is not JsonTokenType.String || rule.Fits(ahead.Value));
                }
            }
        }

        return false;
    }
}
