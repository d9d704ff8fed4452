using System.Text;
using Microsoft.Net.Http.Headers;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>The fields of a multipart form, as far as they were captured; of a file only its length is kept.</summary>
internal static class MultipartBody
{
    public static void Read(CaptureSession session, AttemptHead head, Workspace workspace)
    {
        if (
            !MediaTypeHeaderValue.TryParse(session.Context.Request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary
        )
        {
            Unparsed.Write(workspace.ExtrasWriter, "unparsed_body"u8, session.Request);
            return;
        }

        var delimiter = Encoding.UTF8.GetBytes("--" + boundary);
        var rest = session.Request.Bytes;
        while (Next(ref rest, delimiter, out var part))
        {
            ReadPart(session, head, part, workspace);
        }
    }

    // A part lies between two delimiters; one that the cap cut has no second.
    private static bool Next(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> delimiter, out ReadOnlySpan<byte> part)
    {
        part = default;
        var start = rest.IndexOf(delimiter);
        if (start < 0)
        {
            return false;
        }

        rest = rest[(start + delimiter.Length)..];
        var end = rest.IndexOf(delimiter);
        if (end < 0 || rest.StartsWith("--"u8))
        {
            return false;
        }

        part = rest[..end];
        rest = rest[end..];
        return true;
    }

    private static void ReadPart(CaptureSession session, AttemptHead head, ReadOnlySpan<byte> part, Workspace workspace)
    {
        var separator = part.IndexOf("\r\n\r\n"u8);
        if (separator < 0 || Disposition(part[..separator]) is not { } disposition)
        {
            return;
        }

        var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
        var content = part[(separator + 4)..];
        content = content.EndsWith("\r\n"u8) ? content[..^2] : content;
        if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue)
        {
            var writer = workspace.ExtrasWriter;
            writer.WriteStartObject(session.Settings.Redactor.Keys.Find(Encoding.UTF8.GetBytes(name)).Name);
            writer.WriteNumber("file_bytes"u8, content.Length);
            writer.WriteEndObject();
            return;
        }

        FormBody.Field(session.Settings.Redactor, head, name, Encoding.UTF8.GetString(content), workspace);
    }

    private static ContentDispositionHeaderValue? Disposition(ReadOnlySpan<byte> headers)
    {
        foreach (var line in Encoding.UTF8.GetString(headers).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':');
            if (
                colon > 0
                && line.AsSpan(0, colon).Trim().Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase)
                && ContentDispositionHeaderValue.TryParse(line[(colon + 1)..].Trim(), out var disposition)
            )
            {
                return disposition;
            }
        }

        return null;
    }
}
