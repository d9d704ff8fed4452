using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>A request's body: what has a column goes there, the rest to <c>additional_data</c>.</summary>
internal static class RequestBody
{
    /// <summary>Reads what was captured into the workspace.</summary>
    /// <returns>False where the body is not what its content type says.</returns>
    public static bool Read(CaptureSession session, AttemptHead head, Workspace workspace)
    {
        var writer = workspace.ExtrasWriter;
        writer.WriteStartObject();
        var readable = ReadBody(session, head, workspace);
        WriteAdded(session, head, workspace);

        writer.WriteEndObject();
        writer.Flush();
        return readable;
    }

    private static bool ReadBody(CaptureSession session, AttemptHead head, Workspace workspace)
    {
        var body = session.Request;
        if (body.Bytes.IsEmpty)
        {
            return true;
        }

        // Captured in full: to its end, or to its declared length.
        var complete =
            !body.Truncated
            && (body.SawEnd || session.Context.Request.ContentLength is not { } length || body.Total >= length);
        var kind = BodyKinds.Of(session.Context.Request.ContentType, body.Bytes);
        var writer = workspace.ExtrasWriter;
        switch (kind)
        {
            case BodyKind.Json:
                try
                {
                    var hook = new RequestHook(head.Action);
                    session.Settings.Redactor.Copy(
                        body.Bytes,
                        complete,
                        writer,
                        membersOnly: true,
                        workspace,
                        ref hook
                    );
                    return true;
                }
                catch (JsonException)
                {
                    // What was read of it is not to be trusted: neither its columns nor what it masked.
                    workspace.StartAgain();
                    writer.WriteStartObject();
                    Unparsed.Write(writer, "unparsed_body"u8, body);
                    return false;
                }

            case BodyKind.Form:
                FormBody.Read(session, head, complete, workspace);
                return true;
            case BodyKind.Multipart:
                MultipartBody.Read(session, head, workspace);
                return true;
            default:
                Unparsed.Write(writer, "unparsed_body"u8, body);
                return true;
        }
    }

    /// <summary>Writes what the handler added, and which limiter refused the request.</summary>
    public static void WriteAdded(CaptureSession session, AttemptHead head, Workspace workspace)
    {
        if (RateLimits.Refused(session.Context) is { } limiter)
        {
            workspace.ExtrasWriter.WriteString("rate_limiter"u8, limiter);
        }

        var redactor = session.Settings.Redactor;
        foreach (var (name, value) in head.Said?.Added ?? [])
        {
            Add(redactor, name, value, workspace);
        }
    }

    private static void Add(JsonRedactor redactor, string name, string? value, Workspace workspace)
    {
        var rule = redactor.Keys.Find(Encoding.UTF8.GetBytes(name));
        if (rule.IsSecret)
        {
            workspace.Secrets.Note(Encoding.UTF8.GetBytes(value ?? ""));
        }

        workspace.ExtrasWriter.WriteString(
            rule.Name,
            rule.IsSecret ? "[REDACTED]" : redactor.RedactText(value, workspace)
        );
    }
}
