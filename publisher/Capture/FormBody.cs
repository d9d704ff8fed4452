using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>A form's fields.</summary>
internal static class FormBody
{
    public static void Read(CaptureSession session, AttemptHead head, bool complete, Workspace workspace)
    {
        var text = Encoding.UTF8.GetString(session.Request.Bytes);
        if (!complete)
        {
            // The last pair may be cut in the middle of a name or an escape.
            text = text[..Math.Max(0, text.LastIndexOf('&'))];
        }

        foreach (var (name, values) in QueryHelpers.ParseQuery(text))
        {
            foreach (var value in values)
            {
                Field(session.Settings.Redactor, head, name, value ?? "", workspace);
            }
        }
    }

    /// <summary>One field to its column or to <c>additional_data</c>.</summary>
    public static void Field(JsonRedactor redactor, AttemptHead head, string name, string value, Workspace workspace)
    {
        var bytes = Encoding.UTF8.GetBytes(value);
        // "user[email]" and "user.email" are fields of user.
        var parts = name.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        var leaf = redactor.Keys.Find(Encoding.UTF8.GetBytes(parts.Length > 0 ? parts[^1] : name));
        var rule = redactor.Keys.Find(Encoding.UTF8.GetBytes(name));
        if (rule.IsSecret || leaf.IsSecret)
        {
            workspace.Secrets.Note(bytes);
            workspace.ExtrasWriter.WriteString(rule.Name, TextRedactor.Mask);
            return;
        }

        var parent = parts.Length > 1 ? SensitiveNames.Squash(parts[^2]) : null;
        foreach (var candidate in leaf.Columns)
        {
            if (
                candidate.Takes(head.Action, parent)
                && candidate.Fits(bytes)
                && !workspace.Columns.IsSet(candidate.Column)
                && ColumnReader.TrySet(redactor, candidate.Column, bytes, workspace)
            )
            {
                return;
            }
        }

        workspace.ExtrasWriter.WriteString(rule.Name, redactor.RedactText(value, workspace));
    }
}
