using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Ingest.Push;

/// <summary>
/// Tells the forms of a delivery apart by headers and content type, and reads the message out of it. What it keeps of the
/// body it copies: the body's bytes are the server's.
/// </summary>
internal static class DeliveryReader
{
    private const string EventarcType = "google.cloud.pubsub.topic.v1.messagePublished";
    private const string ContentType = "content-type";

    public static Delivery Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        if (headers.ContainsKey(PushHeaders.MessageId) || headers.ContainsKey(PushHeaders.Subscription))
        {
            return new Delivery(DeliveryForm.Unwrapped, PushHeaders.ReadUnwrapped(headers, body));
        }

        if (IsStructured(headers.ContentType))
        {
            return ReadStructured(headers.ContentType!, body);
        }

        if (!headers.ContainsKey("ce-specversion") && !headers.ContainsKey("ce-id"))
        {
            return ReadWrapped(DeliveryForm.Wrapped, headers.ContentType, body);
        }

        return headers["ce-type"] == EventarcType
            ? ReadWrapped(DeliveryForm.Eventarc, headers.ContentType, body)
            : new Delivery(DeliveryForm.HttpBinary, PushHeaders.ReadHttpBinary(headers, body));
    }

    private static Delivery ReadStructured(string contentType, ReadOnlyMemory<byte> body)
    {
        var message = Message(body, contentType);
        return
            PubSubBinding.TryRead(message.Message.Attributes, message.Message.Data, out var cloudEvent, out _)
            && cloudEvent.Type is EventarcType
            ? ReadWrapped(DeliveryForm.Eventarc, "application/json", cloudEvent.Data)
            : new Delivery(DeliveryForm.HttpStructured, message);
    }

    private static Delivery ReadWrapped(DeliveryForm form, string? contentType, ReadOnlyMemory<byte> body)
    {
        if (PushRequest.TryParse(body.Span, out var push, out var problem))
        {
            var incoming = new IncomingMessage(push.Message, push.Subscription, push.DeliveryAttempt);
            return new Delivery(form, incoming);
        }

        // A push without wrapper and without metadata: only a structured event says by itself what it is.
        var structured = Message(body, PubSubBinding.StructuredContentType);
        if (
            problem.Kind is PushProblemKind.NoMessage
            && PubSubBinding.TryRead(structured.Message.Attributes, structured.Message.Data, out _, out _)
        )
        {
            return new Delivery(DeliveryForm.Unwrapped, structured);
        }

        var reason =
            problem.Kind is PushProblemKind.NoMessage ? DeadLetterReason.NotACloudEvent : DeadLetterReason.Unreadable;
        var detail = IsJson(contentType) ? problem.Detail : $"{problem.Detail}; the content type is not JSON";
        return new Delivery(
            DeliveryForm.Unknown,
            Message(body, contentType),
            new Rejection(reason, detail, Stages.Receive)
        );
    }

    private static IncomingMessage Message(ReadOnlyMemory<byte> body, string? contentType)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!string.IsNullOrEmpty(contentType))
        {
            attributes[ContentType] = contentType;
        }

        return new IncomingMessage(new PubSubMessage(body.ToArray(), attributes), null, null);
    }

    private static bool IsStructured(string? contentType) =>
        contentType?.StartsWith("application/cloudevents", StringComparison.OrdinalIgnoreCase) is true;

    private static bool IsJson(string? contentType) =>
        contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) is true;
}
