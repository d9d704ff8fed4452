using System.Text;
using System.Text.Json;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Outcome;
using NextCode.Attempts.Publisher.Capture.Redaction;
using NextCode.Attempts.Publisher.Delivery;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>
/// Writes the attempt as JSON, straight from the captured bytes: names and order are those of <see cref="Attempt"/>,
/// without <c>producer</c> and <c>sequence</c>, which the log puts in front, and with the trace's context, which delivery
/// makes an attribute of the message.
/// </summary>
internal static class EventWriter
{
    public static void Write(
        CaptureSession session,
        AttemptHead head,
        in AttemptOutcome outcome,
        in RequestEnd end,
        Workspace workspace
    )
    {
        var facts = session.Facts;
        var settings = session.Settings;
        var said = head.Said;
        var writer = workspace.EventWriter;
        writer.WriteStartObject();
        writer.WriteString("attempt_id"u8, head.AttemptId);
        writer.WriteString("timestamp"u8, Rfc3339.Format(facts.Timestamp));
        writer.WriteString("action"u8, head.Action.ToWireName());
        writer.WriteString("status"u8, outcome.Status.ToWireName());
        Write(writer, "domain"u8, facts.Domain);
        Write(writer, AttemptMessage.TraceParent, facts.TraceParent);
        Write(writer, "user_agent"u8, facts.UserAgent);
        Write(writer, "ip"u8, facts.Ip);
        Write(writer, "geo"u8, facts.Geo);
        Write(writer, "path"u8, facts.Path);
        Write(writer, "query"u8, settings.Queries.Query(facts.RawQuery, workspace, session.Target.IsGraphQL));
        Write(writer, "fp"u8, facts.Fp, workspace, Columns.Fp);
        Write(writer, "referrer"u8, settings.Queries.Url(facts.RawReferrer, workspace));
        Write(writer, "email"u8, Hidden(settings.Pseudonyms, Columns.Email, workspace), workspace, Columns.Email);
        Write(writer, "country"u8, null, workspace, Columns.Country);
        Write(writer, "currency"u8, null, workspace, Columns.Currency);
        Write(writer, "phone"u8, Hidden(settings.Pseudonyms, Columns.Phone, workspace), workspace, Columns.Phone);
        Write(writer, "aff_data"u8, AffiliateQuery.Of(session, workspace), workspace, Columns.AffData);
        WriteText(writer, "additional_data"u8, workspace.Extras, shortest: 3, workspace);
        WriteText(writer, "resp"u8, workspace.ResponseText, shortest: 1, workspace);
        if (session.Response.Truncated || workspace.ResponseTruncated)
        {
            writer.WriteBoolean("resp_truncated"u8, value: true);
        }

        writer.WriteNumber("duration"u8, end.Duration);
        writer.WriteString("operation"u8, head.Operation);
        writer.WriteNumber("http_status"u8, end.HttpStatus);
        WriteErrors(session, outcome, workspace);
        Write(writer, "brand"u8, settings.Redactor.RedactText(said?.Brand, workspace), workspace, Columns.Brand);
        Write(
            writer,
            "client_id"u8,
            settings.Redactor.RedactText(said?.ClientId, workspace),
            workspace,
            Columns.ClientId
        );
        Write(writer, "request_id"u8, facts.RequestId);
        Write(writer, "trace_id"u8, facts.TraceId);
        RecordWriter.Deposit(writer, said?.DepositDetails, head.Action, settings.Redactor, workspace);
        RecordWriter.Verification(writer, said?.VerificationDetails, head.Action, settings.Redactor, workspace);
        writer.WriteEndObject();
        writer.Flush();
    }

    // The clear value becomes a secret of this request: the sweep masks it where it is repeated.
    private static string? Hidden(Pseudonyms? pseudonyms, Column column, Workspace workspace)
    {
        if (pseudonyms is null || !workspace.Columns.IsSet(column))
        {
            return null;
        }

        var clear = workspace.Columns[column];
        workspace.Secrets.Note(clear);
        var text = Encoding.UTF8.GetString(clear);
        return ReferenceEquals(column, Columns.Email) ? pseudonyms.Email(text) : pseudonyms.Phone(text);
    }

    private static void WriteErrors(CaptureSession session, in AttemptOutcome outcome, Workspace workspace)
    {
        var writer = workspace.EventWriter;
        if (outcome.Code is { } code)
        {
            writer.WriteString("error_code"u8, code.Code);
            writer.WriteString("error_category"u8, code.Category.ToWireName());
        }

        Write(writer, "error_raw"u8, session.Settings.Redactor.RedactText(outcome.Raw, workspace));
        if (workspace.Response.Errors.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("errors"u8);
        foreach (var found in workspace.Response.Errors)
        {
            var error = session.Settings.Outcomes.Map(found);
            writer.WriteStartObject();
            Write(writer, "field"u8, error.Field);
            Write(writer, "code"u8, error.Code);
            Write(writer, "message"u8, error.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }

    // What the handler or a header says comes before what the body has.
    private static void Write(
        Utf8JsonWriter writer,
        ReadOnlySpan<byte> name,
        string? said,
        Workspace workspace,
        Column column
    )
    {
        if (!string.IsNullOrEmpty(said))
        {
            writer.WriteString(name, said);
        }
        else if (workspace.Columns.IsSet(column))
        {
            writer.WriteString(name, workspace.Columns[column]);
        }
    }

    private static void WriteText(
        Utf8JsonWriter writer,
        ReadOnlySpan<byte> name,
        PooledBuffer text,
        int shortest,
        Workspace workspace
    )
    {
        if (text.Length >= shortest)
        {
            // Behind the writer's back, which knows as before that a comma comes next: the longest texts are written once.
            writer.Flush();
            workspace.Event.Append(",\""u8);
            workspace.Event.Append(name);
            workspace.Event.Append("\":"u8);
            JsonText.AppendString(workspace.Event, text.Written);
        }
    }
}
