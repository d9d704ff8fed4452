using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>A request's body: what has a column goes there, the rest to <c>additional_data</c>.</summary>
internal static class RequestBody
{
    /// <summary>Reads what was captured into the workspace.</summary>
    /// <returns>False where the body is not what its content type says.</returns>
    public static bool Read(CaptureSession session, AttemptHead head, Workspace workspace)
    {
        var readable = ReadBody(session, head, workspace);
        AppendAdded(session, head, workspace);
        return readable;
    }

    /// <summary>Appends what the handler added, and which limiter refused the request.</summary>
    public static void AppendAdded(CaptureSession session, AttemptHead head, Workspace workspace)
    {
        if (RateLimits.Refused(session.Context) is { } limiter)
        {
            Append(workspace.Extras, "rate_limiter"u8, Encoding.UTF8.GetBytes(limiter));
        }

        foreach (var (name, value) in head.Said?.Added ?? [])
        {
            var redactor = session.Settings.Redactor;
            var rule = redactor.Keys.Find(Encoding.UTF8.GetBytes(name));
            if (rule.IsSecret)
            {
                workspace.Secrets.Note(Encoding.UTF8.GetBytes(value ?? ""));
            }

            Append(
                workspace.Extras,
                rule.Name.EncodedUtf8Bytes,
                rule.IsSecret ? TextRedactor.Mask
                    : value is null ? []
                    : Encoding.UTF8.GetBytes(redactor.RedactText(value, workspace)!)
            );
        }
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
        if (kind is BodyKind.Json)
        {
            try
            {
                ReadJson(session, head, complete, workspace);
                return true;
            }
            catch (JsonException)
            {
                // What was read of it is not to be trusted: neither its columns nor what it masked.
                workspace.StartAgain();
            }
        }

        var writer = workspace.ExtrasWriter;
        writer.WriteStartObject();
        switch (kind)
        {
            case BodyKind.Form:
                FormBody.Read(session, head, complete, workspace);
                break;
            case BodyKind.Multipart:
                MultipartBody.Read(session, head, workspace);
                break;
            default:
                Unparsed.Write(writer, "unparsed_body"u8, body);
                break;
        }

        writer.WriteEndObject();
        writer.Flush();
        return kind is not BodyKind.Json;
    }

    private static void ReadJson(CaptureSession session, AttemptHead head, bool complete, Workspace workspace)
    {
        var body = session.Request.Bytes;
        var extras = workspace.Extras;
        var hook = new RequestHook(head.Action);
        var isObject = body.TrimStart(" \t\r\n"u8).StartsWith("{"u8);
        if (!isObject)
        {
            extras.Append("{\"body\":"u8);
        }

        session.Settings.Redactor.Copy(body, complete, extras, workspace, hook);
        if (!isObject)
        {
            extras.Append((byte)'}');
        }
    }

    // Into the object that is there, or a new one.
    private static void Append(PooledBuffer extras, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (extras.Length == 0)
        {
            extras.Append((byte)'{');
        }
        else
        {
            var open = extras.Written[..extras.Written.LastIndexOf((byte)'}')].TrimEnd(" \t\r\n"u8);
            extras.Truncate(open.Length);
            if (!open.EndsWith("{"u8))
            {
                extras.Append((byte)',');
            }
        }

        extras.Append((byte)'"');
        extras.Append(name);
        extras.Append("\":"u8);
        JsonText.AppendString(extras, value);
        extras.Append((byte)'}');
    }
}
