using System.Globalization;
using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Resources;
using NextCode.Attempts.Local.PubSub.Storage;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Operations;

/// <summary>
/// Publishes a copy of each delivery to the dead-letter topic and deletes the original, in one transaction. Without
/// the topic nothing is forwarded and delivery goes on.
/// </summary>
internal sealed class DeadLetterOperation(
    Subscription subscription,
    IReadOnlyList<Delivery> deliveries,
    DeliveryTable table,
    MessageRouter router,
    PayloadCache cache,
    Topology topology,
    ILogger logger
) : WriteOperation
{
    private const string Prefix = "CloudPubSubDeadLetterSource";

    private RoutedMessages? _forwarded;

    public override int Rows => deliveries.Count * 2;

    public override void Apply()
    {
        var policy = subscription.Settings.DeadLetter;
        if (policy is null)
        {
            return;
        }
        if (topology.FindTopic(policy.Topic) is not { } topic)
        {
            Log.DeadLetterTopicMissing(logger, deliveries.Count, subscription.Name, policy.Topic);
            return;
        }
        var copies = new List<IncomingMessage>(deliveries.Count);
        foreach (var delivery in deliveries)
        {
            if (table.ReadPayload(delivery) is { } payload)
            {
                copies.Add(Copy(delivery, payload));
            }
        }
        _forwarded = router.Route(topic, copies);
        foreach (var delivery in deliveries)
        {
            table.Delete(delivery.Id);
        }
    }

    public override void Committed()
    {
        if (_forwarded is null)
        {
            ReturnAll();
            return;
        }
        foreach (var delivery in subscription.Queue.Complete(deliveries.Select(delivery => delivery.Id)))
        {
            cache.Release(delivery.Message);
        }
        _forwarded.Enqueue();
    }

    public override void Failed(Exception error) => ReturnAll();

    private void ReturnAll()
    {
        foreach (var delivery in deliveries)
        {
            subscription.Queue.Return(delivery);
        }
    }

    private IncomingMessage Copy(Delivery delivery, MessagePayload payload)
    {
        var attributes = MessageAttributes.Read(payload.Attributes);
        attributes[Prefix + "DeliveryCount"] = delivery.Failures.ToString(CultureInfo.InvariantCulture);
        attributes[Prefix + "Subscription"] = ResourceName.IdOf(subscription.Name);
        attributes[Prefix + "SubscriptionProject"] = ResourceName.ProjectOf(subscription.Name);
        attributes[Prefix + "TopicPublishTime"] = Timestamps.Write(delivery.Message.PublishTime);
        return IncomingMessage.Create(payload.Data, attributes, payload.OrderingKey);
    }
}
