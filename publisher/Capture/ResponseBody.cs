using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Outcome;
using NextCode.Attempts.Publisher.Capture.Redaction;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>A response's body: its redacted text, and what it says of the outcome.</summary>
internal static class ResponseBody
{
    private const int LongestText = 512;

    /// <summary>Reads the response's text into the workspace, and the outcome's facts from it.</summary>
    public static void Read(CaptureSession session, AttemptHead head, Workspace workspace)
    {
        var hook = new ResponseHook(head.Action);
        if (session.Response.Total > 0 && !TryCopy(session, workspace, hook))
        {
            NoteText(session, workspace);
            var writer = workspace.ResponseWriter;
            writer.WriteStartObject();
            Unparsed.Write(writer, "unparsed_body"u8, session.Response);
            writer.WriteEndObject();
            writer.Flush();
        }
    }

    // A short text for people may be all there is to map the error by; it is not kept but as error_raw.
    private static void NoteText(CaptureSession session, Workspace workspace)
    {
        var body = session.Response;
        if (
            !body.Truncated
            && body.Bytes.Length <= LongestText
            && BodyKinds.IsPlainText(session.Context.Response.ContentType)
            && session.Context.Response.Headers.ContentEncoding.Count == 0
        )
        {
            workspace.Response.Note(ResponsePart.Message, Encoding.UTF8.GetString(body.Bytes));
        }
    }

    /// <summary>Copies JSON into the workspace, redacted.</summary>
    /// <returns>False where the response is no JSON.</returns>
    public static bool Copy(CaptureSession session, Workspace workspace)
    {
        return session.Response.Total > 0 && TryCopy(session, workspace, default(NoHook));
    }

    private static bool TryCopy<THook>(CaptureSession session, Workspace workspace, THook hook)
        where THook : struct, IJsonHook
    {
        var response = session.Context.Response;
        var encoding = response.Headers.ContentEncoding;
        if (encoding.Count == 0)
        {
            return BodyKinds.Of(response.ContentType, session.Response.Bytes) is BodyKind.Json
                && TryCopy(session.Response.Bytes, !session.Response.Truncated, session, workspace, hook);
        }

        var opened = workspace.RentScratch();
        var copied =
            Decompression.TryOpen(encoding, session.Response.Memory, session.Settings.BodyCap, opened, out var complete)
            && BodyKinds.Of(response.ContentType, opened.Written) is BodyKind.Json
            && TryCopy(opened.Written, complete, session, workspace, hook);
        workspace.ResponseTruncated = copied && !complete;
        workspace.ReturnScratch(opened);
        return copied;
    }

    private static bool TryCopy<THook>(
        ReadOnlySpan<byte> json,
        bool complete,
        CaptureSession session,
        Workspace workspace,
        THook hook
    )
        where THook : struct, IJsonHook
    {
        try
        {
            session.Settings.Redactor.Copy(json, complete, workspace.ResponseText, workspace, hook);
            return workspace.ResponseText.Length > 0;
        }
        catch (JsonException)
        {
            workspace.ResponseText.Clear();
            workspace.Response.Clear();
            return false;
        }
    }
}
