using System.Text;
using NextCode.Attempts.Publisher.Capture.Fields;
using NextCode.Attempts.Publisher.Capture.Json;
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
    // {}
    private const int EmptyObject = 2;

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
        var writer = new JsonOutput(workspace.Event);
        writer.Open((byte)'{');
        writer.Member("attempt_id"u8, head.AttemptId);
        writer.Member("timestamp"u8, facts.Timestamp);
        writer.Member("action"u8, head.Action.ToWireName());
        writer.Member("status"u8, outcome.Status.ToWireName());
        writer.Member("domain"u8, facts.Domain);
        writer.Member(AttemptMessage.TraceParent, facts.TraceParent);
        writer.Member("user_agent"u8, facts.UserAgent);
        writer.Member("ip"u8, facts.Ip);
        writer.Member("geo"u8, facts.Geo);
        writer.Member("path"u8, facts.Path);
        writer.Member("query"u8, settings.Queries.Query(facts.RawQuery, workspace, session.Target.IsGraphQL));
        Write(writer, "fp"u8, facts.Fp, workspace, Columns.Fp);
        writer.Member("referrer"u8, settings.Queries.Url(facts.RawReferrer, workspace));
        Write(writer, "email"u8, Hidden(settings.Pseudonyms, Columns.Email, workspace), workspace, Columns.Email);
        Write(writer, "country"u8, null, workspace, Columns.Country);
        Write(writer, "currency"u8, null, workspace, Columns.Currency);
        Write(writer, "phone"u8, Hidden(settings.Pseudonyms, Columns.Phone, workspace), workspace, Columns.Phone);
        Write(writer, "aff_data"u8, AffiliateQuery.Of(session, workspace), workspace, Columns.AffData);
        if (workspace.Extras.Length > EmptyObject)
        {
            writer.Member("additional_data"u8, workspace.Extras.Written);
        }

        writer.Member("resp"u8, workspace.ResponseText.Written);
        if (session.Response.Truncated || workspace.ResponseTruncated)
        {
            writer.Member("resp_truncated"u8, value: true);
        }

        writer.Member("duration"u8, end.Duration);
        writer.Member("operation"u8, head.Operation);
        writer.Member("http_status"u8, end.HttpStatus);
        WriteErrors(session, outcome, workspace);
        Write(writer, "brand"u8, settings.Redactor.RedactText(said?.Brand, workspace), workspace, Columns.Brand);
        Write(
            writer,
            "client_id"u8,
            settings.Redactor.RedactText(said?.ClientId, workspace),
            workspace,
            Columns.ClientId
        );
        writer.Member("request_id"u8, facts.RequestId);
        writer.Member("trace_id"u8, facts.TraceId);
        RecordWriter.Deposit(writer, said?.DepositDetails, head.Action, settings.Redactor, workspace);
        RecordWriter.Verification(writer, said?.VerificationDetails, head.Action, settings.Redactor, workspace);
        writer.Close((byte)'}');
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
        var writer = new JsonOutput(workspace.Event);
        if (outcome.Code is { } code)
        {
            writer.Member("error_code"u8, code.Code);
            writer.Member("error_category"u8, code.Category.ToWireName());
        }

        writer.Member("error_raw"u8, session.Settings.Redactor.RedactText(outcome.Raw, workspace));
        if (workspace.Response.Errors.Count == 0)
        {
            return;
        }

        writer.Open((byte)'[', "errors"u8);
        foreach (var found in workspace.Response.Errors)
        {
            var error = session.Settings.Outcomes.Map(found);
            writer.Open((byte)'{');
            writer.Member("field"u8, error.Field);
            writer.Member("code"u8, error.Code);
            writer.Member("message"u8, error.Message);
            writer.Close((byte)'}');
        }

        writer.Close((byte)']');
    }

    // What the handler or a header says comes before what the body has.
    private static void Write(
        JsonOutput writer,
        ReadOnlySpan<byte> name,
        string? said,
        Workspace workspace,
        Column column
    )
    {
        if (!string.IsNullOrEmpty(said))
        {
            writer.Member(name, said);
        }
        else
        {
            writer.Member(name, workspace.Columns[column]);
        }
    }
}
