using System.Net;
using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Resources;
using NextCode.Attempts.Local.PubSub.Storage;

namespace NextCode.Attempts.Local.PubSub.Push;

/// <summary>What became of a push: <paramref name="Refusal"/> is null when it was acknowledged, else the reason.</summary>
internal readonly record struct PushOutcome(string? Refusal)
{
    public bool IsAcknowledged => Refusal is null;
}

/// <summary>Makes the HTTP calls of all pumps.</summary>
internal sealed class Pusher(PayloadReaders payloads, TimeProvider time) : IDisposable
{
    private readonly HttpMessageInvoker _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = static (_, _) => System.Text.Encoding.UTF8,
        }
    );

    /// <summary>False until the application has started: nothing is pushed before.</summary>
    public bool IsRunning { get; set; }

    /// <summary>Pushes one delivery. The acknowledgement deadline is also the time an endpoint has to answer.</summary>
    /// <exception cref="OperationCanceledException">The pump is stopping.</exception>
    public async Task<PushOutcome> PushAsync(
        string subscription,
        SubscriptionSettings settings,
        LeasedDelivery leased,
        CancellationToken stopping
    )
    {
        if (payloads.Read(leased.Delivery) is not { } payload)
        {
            // Its row is gone, so the subscription is too: there is nothing left to deliver.
            return new PushOutcome(null);
        }
        using var deadline = new CancellationTokenSource(settings.AckDeadline, time);
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        using var request = PushRequest.Create(subscription, settings, leased, payload);
        try
        {
            using var response = await _http.SendAsync(request, cancellation.Token);
            return new PushOutcome(
                IsAcknowledgement(response.StatusCode) ? null : $"answered {(int)response.StatusCode}"
            );
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new PushOutcome($"no answer within {settings.AckDeadline.TotalSeconds} s");
        }
        catch (HttpRequestException error)
        {
            return new PushOutcome(error.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    // https://cloud.google.com/pubsub/docs/push#receive_push
    private static bool IsAcknowledgement(HttpStatusCode code) => (int)code is 102 or 200 or 201 or 202 or 204;
}
