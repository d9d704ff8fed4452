using Microsoft.AspNetCore.Http;
using NextCode.Attempts.Publisher.Capture.Requests;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Captures the requests that are attempts and lets all others by.</summary>
internal sealed class AttemptsMiddleware(
    RequestDelegate next,
    CurrentSettings settings,
    AttemptRecorder recorder,
    IAttemptLog log,
    CaptureFilter filter,
    CaptureFaults faults,
    TimeProvider timeProvider
)
{
    public Task InvokeAsync(HttpContext context)
    {
        var current = settings.Value;
        var target = current.Enabled ? current.Routes.Find(context) : null;
        return target is null || Begin(context, current, target) is not { } session
            ? next(context)
            : CaptureAsync(context, session);
    }

    private async Task CaptureAsync(HttpContext context, CaptureSession session)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            session.End(exception);
            throw;
        }
        finally
        {
            session.End(exception: null);
            session.Remove();
        }
    }

    private bool Takes(HttpContext context, CaptureSettings current, CaptureTarget target)
    {
        try
        {
            return filter.Takes(context, current, target);
        }
        catch (Exception fault)
        {
            faults.Count(fault);
            return true;
        }
    }

    // Capture that cannot begin leaves the request alone.
    private CaptureSession? Begin(HttpContext context, CaptureSettings current, CaptureTarget target)
    {
        if (!Takes(context, current, target))
        {
            return null;
        }

        try
        {
            var facts = RequestFacts.Of(context, current, timeProvider.GetUtcNow());
            return new CaptureSession(context, current, target, facts, recorder, timeProvider.GetTimestamp())
            {
                // The process may die in the handler: what is known by now is kept.
                Intent = log.Begin(facts.Intent(target)),
            };
        }
        catch (Exception fault)
        {
            faults.Count(fault);
            return null;
        }
    }
}
