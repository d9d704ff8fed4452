using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture.Fields;

/// <summary>Takes the members of a request's body that fill columns; the rest stays in <c>additional_data</c>.</summary>
internal struct RequestHook(AttemptAction action) : IJsonHook
{
    public readonly Taken Take(
        JsonRedactor redactor,
        in JsonMember member,
        ref Utf8JsonReader reader,
        ReadOnlySpan<byte> json,
        Workspace workspace
    )
    {
        if (member.Rule.Columns.Length == 0 || member.InArray)
        {
            return Taken.No;
        }

        foreach (var rule in member.Rule.Columns)
        {
            if (
                (rule.Parent is null || string.Equals(rule.Parent, member.Around?.Squashed))
                && (rule.Column.OnlyFor is null || rule.Column.OnlyFor == action)
                && !workspace.Columns.IsSet(rule.Column)
            )
            {
                return ColumnReader.TryRead(redactor, rule.Column, member.Depth, ref reader, json, workspace);
            }
        }

        return Taken.No;
    }
}
