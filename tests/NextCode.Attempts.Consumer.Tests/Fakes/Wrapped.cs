using System.Text.Json;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>Messages as Pub/Sub pushes them.</summary>
internal static class Wrapped
{
    public const string Subscription = "projects/local/subscriptions/attempts-consumer";

    public static PubSubMessage Message(string id, string data) =>
        new(
            System.Text.Encoding.UTF8.GetBytes(data),
            new Dictionary<string, string>
            {
                ["ce-id"] = id,
                ["ce-source"] = "/nextcode/api",
                ["ce-specversion"] = "1.0",
                ["ce-type"] = AttemptEvent.Type,
                ["ce-subject"] = "signup",
                ["ce-time"] = "2026-11-22T11:59:59.123456Z",
                ["ce-producer"] = "p1",
                ["ce-sequence"] = "7",
                ["content-type"] = "application/json",
            }
        );

    public static HttpContent Body(PubSubMessage message) =>
        new ByteArrayContent(Bytes(message)) { Headers = { ContentType = new("application/json") } };

    public static byte[] Bytes(PubSubMessage message) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                deliveryAttempt = 3,
                message = new
                {
                    attributes = message.Attributes,
                    data = Convert.ToBase64String(message.Data.Span),
                    messageId = "m-1",
                    publishTime = "2026-11-22T12:00:00Z",
                },
                subscription = Subscription,
            }
        );
}
