using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Storage;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Resources;

/// <summary>
/// Writes a published message once for each subscription whose filter lets it in; for the others it is as good as
/// acknowledged. The write loop's alone.
/// </summary>
internal sealed class MessageRouter(
    Topology topology,
    DeliveryTable table,
    IdSequence ids,
    PayloadCache cache,
    PubSubStandInOptions options
)
{
    /// <exception cref="ApiException">The backlog is full.</exception>
    public RoutedMessages Route(Topic topic, IReadOnlyList<IncomingMessage> messages)
    {
        var subscriptions = topic.Subscriptions;
        if (topology.Backlog + ((long)messages.Count * subscriptions.Length) > options.MaxBacklog)
        {
            throw ApiException.ResourceExhausted(
                $"More than {options.MaxBacklog} unacknowledged messages; nothing of this request was published."
            );
        }
        var publishTime = options.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var stored = new StoredMessage[messages.Count];
        for (var index = 0; index < stored.Length; index++)
        {
            stored[index] = new StoredMessage(ids.Next(), publishTime, messages[index].Size);
        }
        var copies = new int[messages.Count];
        var deliveries = new List<(Subscription, List<Delivery>)>(subscriptions.Length);
        foreach (var subscription in subscriptions)
        {
            var owed = new List<Delivery>(messages.Count);
            for (var index = 0; index < stored.Length; index++)
            {
                if (subscription.Settings.Filter?.Invoke(messages[index].Attributes) ?? true)
                {
                    var delivery = new Delivery(ids.Next(), stored[index], failures: 0);
                    table.Insert(subscription.Id, delivery, messages[index].Payload);
                    owed.Add(delivery);
                    copies[index]++;
                }
            }
            deliveries.Add((subscription, owed));
        }
        return new RoutedMessages(stored, messages, copies, deliveries, cache);
    }
}

/// <summary>Messages that are written but not committed yet.</summary>
internal sealed class RoutedMessages(
    StoredMessage[] stored,
    IReadOnlyList<IncomingMessage> messages,
    int[] copies,
    IReadOnlyList<(Subscription Subscription, List<Delivery> Deliveries)> deliveries,
    PayloadCache cache
)
{
    public IEnumerable<long> Ids => stored.Select(message => message.Id);

    /// <summary>Makes them deliverable, once they are committed.</summary>
    public void Enqueue()
    {
        for (var index = 0; index < stored.Length; index++)
        {
            cache.Add(stored[index], messages[index].Payload, copies[index]);
        }
        foreach (var (subscription, owed) in deliveries)
        {
            subscription.Queue.Enqueue(owed);
        }
    }
}
