using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Resources;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Push;

/// <summary>The HTTP request of a push, wrapped or not.</summary>
internal static class PushRequest
{
    private const string UserAgent = "CloudPubSub-Google";

    // An attribute of such a name would change where the request goes or where it ends.
    private static readonly FrozenSet<string> Framing = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection",
        "Content-Length",
        "Expect",
        "Host",
        "Transfer-Encoding",
        "Upgrade"
    );

    // HttpClient sends such values as they are, and what follows the line end would be a header of its own.
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\0");

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public static HttpRequestMessage Create(
        string subscription,
        SubscriptionSettings settings,
        LeasedDelivery leased,
        MessagePayload payload
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, settings.Push!.Endpoint);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (settings.Push.IsWrapped)
        {
            request.Content = Wrap(subscription, settings, leased, payload);
            return request;
        }
        request.Content = new ByteArrayContent(payload.Data);
        if (settings.Push.WritesMetadata)
        {
            AddMetadata(request, subscription, leased.Delivery.Message, payload);
        }
        return request;
    }

    private static ReadOnlyMemoryContent Wrap(
        string subscription,
        SubscriptionSettings settings,
        LeasedDelivery leased,
        MessagePayload payload
    )
    {
        // Base64 is 4/3 of the data; the rest covers names, ids and times.
        var buffer = new ArrayBufferWriter<byte>((payload.Data.Length * 4 / 3) + payload.Attributes.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, MessageWriter.Options))
        {
            json.WriteStartObject();
            if (settings.DeadLetter is not null)
            {
                json.WriteNumber("deliveryAttempt", leased.Attempt);
            }
            json.WritePropertyName("message");
            MessageWriter.Write(json, leased.Delivery.Message, payload, isPush: true);
            json.WriteString("subscription", subscription);
            json.WriteEndObject();
        }
        return new ReadOnlyMemoryContent(buffer.WrittenMemory) { Headers = { ContentType = Json } };
    }

    private static void AddMetadata(
        HttpRequestMessage request,
        string subscription,
        StoredMessage message,
        MessagePayload payload
    )
    {
        Add(request, "x-goog-pubsub-subscription-name", subscription);
        Add(request, "x-goog-pubsub-message-id", message.Id.ToString(CultureInfo.InvariantCulture));
        Add(request, "x-goog-pubsub-publish-time", Timestamps.Write(message.PublishTime));
        if (payload.OrderingKey is not null)
        {
            Add(request, "x-goog-pubsub-ordering-key", payload.OrderingKey);
        }
        foreach (var (name, value) in MessageAttributes.Read(payload.Attributes))
        {
            if (!Framing.Contains(name) && !value.AsSpan().ContainsAny(LineEnds))
            {
                Add(request, name, value);
            }
        }
    }

    // An attribute whose name or value no header can carry is left out; it could not be sent at all.
    private static void Add(HttpRequestMessage request, string name, string value)
    {
        if (!request.Headers.TryAddWithoutValidation(name, value))
        {
            request.Content!.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
