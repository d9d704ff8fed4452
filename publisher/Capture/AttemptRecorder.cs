using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using NextCode.Attempts.Publisher.Capture.Outcome;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Makes the attempt of a request that ended and appends it to the log.</summary>
internal sealed class AttemptRecorder(IAttemptLog log, CaptureFaults faults, TimeProvider timeProvider)
{
    private const int ClientClosedRequest = 499;

    /// <summary>Never throws: where a body cannot be understood, the attempt is recorded without it.</summary>
    public void Record(CaptureSession session, Exception? exception)
    {
        var duration = Nanoseconds(session.Started, timeProvider.GetTimestamp());
        try
        {
            var workspace = Workspace.Take();
            var unreadable = false;
            var ended = How(session, exception);
            try
            {
                session.PeekRequest();
                unreadable = !RequestBody.Read(session, workspace);
                ResponseBody.Read(session, workspace);
            }
            catch (Exception fault)
            {
                // A fault with the bodies costs the bodies, not the row.
                faults.Count(fault);
                workspace = Workspace.Take();
            }

            var evidence = new OutcomeEvidence
            {
                HttpStatus = ended.HttpStatus,
                Aborted = ended.Aborted,
                Exception = exception,
                Handled = session.Context.Features.Get<IExceptionHandlerFeature>()?.Error,
                Said = session.Statement,
                RequestUnreadable = unreadable,
            };
            var outcome = session.Settings.Outcomes.Resolve(evidence, workspace.Response);
            EventWriter.Write(session, outcome, ended.HttpStatus, duration, workspace);
            log.Append(workspace.Event.Written, session.Intent);
        }
        catch (Exception fault)
        {
            faults.Count(fault);
            log.Abandon(session.Intent);
        }
    }

    private static (int HttpStatus, bool Aborted) How(CaptureSession session, Exception? exception)
    {
        var context = session.Context;
        var aborted = context.RequestAborted.IsCancellationRequested;
        if (context.Response.HasStarted)
        {
            return (context.Response.StatusCode, aborted);
        }

        if (aborted)
        {
            return (ClientClosedRequest, true);
        }

        return exception switch
        {
            null => (context.Response.StatusCode, false),
            BadHttpRequestException bad => (bad.StatusCode, false),
            _ => (StatusCodes.Status500InternalServerError, false),
        };
    }

    private long Nanoseconds(long from, long to) =>
        (long)((Int128)(to - from) * 1_000_000_000 / timeProvider.TimestampFrequency);
}
