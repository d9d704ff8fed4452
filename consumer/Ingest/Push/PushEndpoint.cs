using System.Buffers;
using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Authorization;
using NextCode.Attempts.Consumer.Telemetry;

namespace NextCode.Attempts.Consumer.Ingest.Push;

/// <summary>
/// <c>POST /</c>: one delivery. 204 once BigQuery has the row or the dead-letter topic has the message; 503 when
/// neither could be reached or too much is under way, so that Pub/Sub delivers it again.
/// </summary>
internal sealed class PushEndpoint(
    Ingestor ingestor,
    OidcVerifier verifier,
    Admission admission,
    ConsumerMetrics metrics,
    IOptions<ConsumerOptions> options,
    TimeProvider timeProvider,
    ILogger<PushEndpoint> logger
)
{
    private readonly OidcOptions _oidc = options.Value.Oidc;
    private readonly int _maxBodyBytes = options.Value.MaxBodyBytes;
    private readonly TimeSpan _deadline = options.Value.PushDeadline;

    public async Task HandleAsync(HttpContext context)
    {
        if (_oidc.IsOn)
        {
            var verdict = await verifier.VerifyAsync(context.Request.Headers.Authorization, context.RequestAborted);
            if (!verdict.IsGranted)
            {
                metrics.TurnedAway(verdict.Reason);
                Log.PushNotGranted(logger, verdict.Status, verdict.Reason);
                context.Response.StatusCode = verdict.Status;
                return;
            }
        }

        if (context.Request.ContentLength > _maxBodyBytes)
        {
            TurnAwayTooLarge(context);
            return;
        }

        // A body of unknown length may grow to the limit.
        var held = context.Request.ContentLength ?? _maxBodyBytes;
        if (!admission.TryEnter(held))
        {
            metrics.TurnedAway("full");
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            await HandleAdmittedAsync(context);
        }
        finally
        {
            admission.Leave(held);
        }
    }

    private async Task HandleAdmittedAsync(HttpContext context)
    {
        // The time to send a body is the server's to bound; ours begins when it is there.
        if (await RequestBody.ReadAsync(context.Request, context.RequestAborted) is not { } body)
        {
            TurnAwayTooLarge(context);
            return;
        }

        var (form, message, rejection) = DeliveryReader.Read(
            context.Request.Headers,
            body.IsSingleSegment ? body.First : body.ToArray()
        );
        context.Request.BodyReader.AdvanceTo(body.End);
        if (message.Size > PubSubLimits.MessageBytes)
        {
            // Not from Pub/Sub, which has no such message, nor for it: no letter could hold it.
            TurnAwayTooLarge(context);
            return;
        }

        metrics.Received(form);

        // Not the request's own token: a row may be on its way, and its answer is still worth having.
        var deadline = new Deadline(timeProvider, _deadline);
        var outcome = rejection is null
            ? await ingestor.IngestAsync(message, deadline)
            : await ingestor.DeadLetterAsync(message, rejection, deadline);
        context.Response.StatusCode =
            outcome is IngestOutcome.Retry ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status204NoContent;
    }

    private void TurnAwayTooLarge(HttpContext context)
    {
        metrics.TurnedAway("too_large");
        Log.BodyTooLarge(logger, context.Request.ContentLength, _maxBodyBytes);
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
    }
}
