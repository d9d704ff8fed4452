using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Outcome;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>A response's body: its redacted text, and what it says of the outcome.</summary>
internal static class ResponseBody
{
    public static void Read(CaptureSession session, Workspace workspace)
    {
        var body = session.Response;
        if (body.Total == 0)
        {
            return;
        }

        var response = session.Context.Response;
        var encoded = response.Headers.ContentEncoding.Count > 0;
        var writer = workspace.ResponseWriter;
        if (!encoded && BodyKinds.Of(response.ContentType, body.Bytes) is BodyKind.Json)
        {
            try
            {
                var hook = new ResponseHook(session.Target.Action);
                session.Settings.Redactor.Copy(
                    body.Bytes,
                    !body.Truncated,
                    writer,
                    membersOnly: false,
                    workspace,
                    ref hook
                );
                writer.Flush();
                return;
            }
            catch (JsonException)
            {
                writer.Reset();
                workspace.ResponseText.Clear();
                workspace.Response.Clear();
            }
        }

        writer.WriteStartObject();
        Unparsed.Write(writer, "unparsed_body"u8, body);
        writer.WriteEndObject();
        writer.Flush();
    }
}
