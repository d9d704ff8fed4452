using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Ingest;

/// <summary>A message as it was delivered, whatever the form of the delivery.</summary>
/// <param name="Message">Data and attributes.</param>
/// <param name="Subscription">The subscription's full name, where the delivery says it.</param>
/// <param name="DeliveryAttempt">From 1; null where the subscription has no dead-letter policy.</param>
internal sealed record IncomingMessage(PubSubMessage Message, string? Subscription, int? DeliveryAttempt)
{
    /// <summary>The bytes that Pub/Sub counts: data and attributes.</summary>
    public long Size => PubSubLimits.Size(Message.Data.Length, Message.Attributes);
}
