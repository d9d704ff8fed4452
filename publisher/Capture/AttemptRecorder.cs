using Microsoft.AspNetCore.Diagnostics;
using NextCode.Attempts.Publisher.Capture.GraphQL;
using NextCode.Attempts.Publisher.Capture.Outcome;
using NextCode.Attempts.Publisher.Capture.Redaction;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Makes the attempts of a request that ended and appends them to the log.</summary>
internal sealed class AttemptRecorder(
    IAttemptLog log,
    CaptureFaults faults,
    CaptureMetrics metrics,
    TimeProvider timeProvider
)
{
    /// <summary>Never throws: where a body cannot be understood, the attempt is recorded without it.</summary>
    public void Record(CaptureSession session, Exception? exception)
    {
        var appended = false;
        var now = timeProvider.GetTimestamp();
        try
        {
            var duration = Nanoseconds(session.Started, now);
            var end = RequestEnd.Of(session.Context, exception, duration);
            if (session.Target.IsGraphQL)
            {
                appended = RecordFields(session, end);
            }
            else
            {
                RecordRequest(session, end);
                appended = true;
            }
        }
        catch (Exception fault)
        {
            faults.Count(fault);
        }
        finally
        {
            if (!appended)
            {
                log.Abandon(session.Intent);
            }

            if (metrics.MeasuresTime)
            {
                metrics.Took(timeProvider.GetElapsedTime(now), session.Target.Action);
            }
        }
    }

    private void RecordRequest(CaptureSession session, in RequestEnd end)
    {
        var target = session.Target;
        var head = new AttemptHead(session.Facts.AttemptId, target.Action, target.Operation, session.Statement);
        var workspace = Workspace.Take();
        var readable = true;
        try
        {
            session.PeekRequest();
            readable = RequestBody.Read(session, head, workspace);
            ResponseBody.Read(session, head, workspace);
        }
        catch (Exception fault)
        {
            // A fault with the bodies costs the bodies, not the row.
            faults.Count(fault);
            workspace = Workspace.Take();
        }

        Append(session, head, end, readable, workspace);
    }

    private bool RecordFields(CaptureSession session, in RequestEnd end)
    {
        session.PeekRequest();
        var appended = false;
        using var exchange = GraphQLExchange.Read(session);
        foreach (var field in exchange.Fields)
        {
            var workspace = Workspace.Take();
            try
            {
                exchange.Read(field, workspace);
            }
            catch (Exception fault)
            {
                faults.Count(fault);
                workspace = Workspace.Take();
            }

            Append(session, field.Head, end, readable: true, workspace);
            appended = true;
        }

        return appended;
    }

    private void Append(CaptureSession session, AttemptHead head, in RequestEnd end, bool readable, Workspace workspace)
    {
        var evidence = new OutcomeEvidence
        {
            HttpStatus = end.HttpStatus,
            Aborted = end.Aborted,
            Limiter = RateLimits.Refused(session.Context),
            Exception = end.Exception,
            Handled = (session.Context.Features[typeof(IExceptionHandlerFeature)] as IExceptionHandlerFeature)?.Error,
            Said = head.Said,
            RequestUnreadable = !readable,
        };
        using var activity = CaptureMetrics.Activities.StartActivity("attempt.capture");
        var outcome = session.Settings.Outcomes.Resolve(evidence, workspace.Response);
        activity?.SetTag("attempt.action", head.Action.ToWireName());
        activity?.SetTag("attempt.status", outcome.Status.ToWireName());
        EventWriter.Write(session, head, outcome, end, workspace);
        log.Append(SecretSweep.Sweep(workspace), session.Intent);
    }

    private long Nanoseconds(long from, long to) =>
        (long)((Int128)(to - from) * 1_000_000_000 / timeProvider.TimestampFrequency);
}
