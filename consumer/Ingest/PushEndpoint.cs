using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Ingest;

/// <summary>
/// <c>POST /</c>: one delivery. 204 once BigQuery has the row or the dead-letter topic has the message; 503 when
/// neither could be reached, so that Pub/Sub delivers it again.
/// </summary>
internal sealed class PushEndpoint(
    Ingestor ingestor,
    IOptions<ConsumerOptions> options,
    TimeProvider timeProvider,
    ILogger<PushEndpoint> logger
)
{
    public async Task HandleAsync(HttpContext context)
    {
        if (await ReadBodyAsync(context.Request) is not { } body)
        {
            Log.BodyTooLarge(logger, context.Request.ContentLength, options.Value.MaxBodyBytes);
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        // Not the request's own token: a row may be on its way, and its answer is still worth having.
        using var deadline = new CancellationTokenSource(options.Value.PushDeadline, timeProvider);
        IngestOutcome outcome;
        try
        {
            outcome = await IngestAsync(body, deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            outcome = IngestOutcome.Retry;
        }

        context.Response.StatusCode =
            outcome is IngestOutcome.Retry ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status204NoContent;
    }

    private Task<IngestOutcome> IngestAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (PushRequest.TryParse(body.Span, out var push, out var problem))
        {
            return ingestor.IngestAsync(
                new IncomingMessage(push.Message, push.Subscription, push.DeliveryAttempt),
                cancellationToken
            );
        }

        var unread = new IncomingMessage(new PubSubMessage(body, new Dictionary<string, string>()), null, null);
        return ingestor.DeadLetterAsync(
            unread,
            new Rejection(DeadLetterReason.Unreadable, problem.Detail, "receive"),
            cancellationToken
        );
    }

    private async Task<byte[]?> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength > options.Value.MaxBodyBytes)
        {
            return null;
        }

        try
        {
            using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
            await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
            return buffer.ToArray();
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}
