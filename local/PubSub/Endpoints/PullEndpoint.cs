using System.Text.Json;
using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Resources;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Endpoints;

/// <summary><c>projects.subscriptions.pull</c>.</summary>
internal sealed class PullEndpoint(Broker broker, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const int MaxMessages = 1000;
    private const int MaxBytes = 10_000_000;
    private const int FlushBytes = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/projects/{project}/subscriptions/{subscription}:pull", PullAsync);

    private async Task PullAsync(HttpContext context)
    {
        var request = await context.Request.ReadAsync(PubSubJson.Default.PullRequest);
        var subscription = broker.Topology.Subscription(context.Request.Subscription());
        if (request.MaxMessages < 1)
        {
            throw ApiException.InvalidArgument($"Invalid maxMessages: {request.MaxMessages} is not at least 1.");
        }
        if (subscription.Settings.Push is not null)
        {
            throw ApiException.FailedPrecondition("This method is not supported for push subscriptions.");
        }
        var patience = request.ReturnImmediately ? TimeSpan.Zero : Patience;
        var taken = await TakeAsync(subscription, request.MaxMessages, patience, context.RequestAborted);
        await AnswerAsync(context, subscription, taken);
    }

    private async Task<IReadOnlyList<LeasedDelivery>> TakeAsync(
        Subscription subscription,
        int max,
        TimeSpan patience,
        CancellationToken aborted
    )
    {
        var began = time.GetTimestamp();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        while (true)
        {
            var taken = subscription.Queue.Take(Math.Min(max, MaxMessages), MaxBytes);
            var left = patience - time.GetElapsedTime(began);
            if (taken.Count > 0 || left <= TimeSpan.Zero || cancellation.IsCancellationRequested)
            {
                return taken;
            }
            // Whether a message came, the time is up, or the caller left: the next round sees.
            await subscription
                .Queue.WaitAsync(left, cancellation.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AnswerAsync(HttpContext context, Subscription subscription, IReadOnlyList<LeasedDelivery> taken)
    {
        var body = context.Response.BodyWriter;
        context.Response.ContentType = "application/json; charset=UTF-8";
        await using var json = new Utf8JsonWriter(body, MessageWriter.Options);
        json.WriteStartObject();
        if (taken.Count > 0)
        {
            json.WriteStartArray("receivedMessages");
            foreach (var leased in taken)
            {
                Write(json, subscription, leased);
                if (json.BytesPending > FlushBytes)
                {
                    json.Flush();
                    await body.FlushAsync(context.RequestAborted);
                }
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private void Write(Utf8JsonWriter json, Subscription subscription, LeasedDelivery leased)
    {
        if (broker.ReadPayload(leased.Delivery) is not { } payload)
        {
            return;
        }
        json.WriteStartObject();
        json.WriteString("ackId", new AckId(subscription.Id, leased.Delivery.Id, leased.Lease).ToString());
        if (subscription.Settings.DeadLetter is not null)
        {
            json.WriteNumber("deliveryAttempt", leased.Attempt);
        }
        json.WritePropertyName("message");
        MessageWriter.Write(json, leased.Delivery.Message, payload, isPush: false);
        json.WriteEndObject();
    }
}
