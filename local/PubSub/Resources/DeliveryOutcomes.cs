using NextCode.Attempts.Local.PubSub.Operations;
using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Storage;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Resources;

/// <summary>Brings to the store what became of deliveries.</summary>
internal sealed class DeliveryOutcomes(
    WriteLoop loop,
    DeliveryTable table,
    MessageRouter router,
    PayloadCache cache,
    Topology topology,
    ILogger<DeliveryOutcomes> logger
)
{
    private const int ForwardedAtOnce = 100;

    /// <summary>Deletes deliveries that left their queue; ends when that is durable.</summary>
    /// <exception cref="ApiException">It could not be stored: after a restart they are delivered again.</exception>
    public async Task DeleteAsync(IReadOnlyList<Delivery> deliveries)
    {
        if (deliveries.Count == 0)
        {
            return;
        }
        foreach (var delivery in deliveries)
        {
            cache.Release(delivery.Message);
        }
        var deletion = new DeleteOperation(deliveries, table);
        await loop.EnqueueAsync(deletion);
        await deletion.Completion;
    }

    /// <summary>Keeps the counts of failures over a restart. Losing one only means one attempt more.</summary>
    public void RecordFailures(IReadOnlyList<Delivery> deliveries) =>
        Post(new RecordFailuresOperation(deliveries, table));

    /// <summary>Sends copies to the dead-letter topic, a few at a time, since they are read into memory.</summary>
    public void Forward(Subscription subscription, IReadOnlyList<Delivery> deliveries)
    {
        foreach (var chunk in deliveries.Chunk(ForwardedAtOnce))
        {
            Post(new DeadLetterOperation(subscription, chunk, table, router, cache, topology, logger));
        }
    }

    public void Expire(Subscription subscription, IReadOnlyList<Delivery> deliveries)
    {
        Log.MessagesExpired(logger, deliveries.Count, subscription.Name);
        foreach (var delivery in deliveries)
        {
            cache.Release(delivery.Message);
        }
        Post(new DeleteOperation(deliveries, table));
    }

    private void Post(WriteOperation operation) => _ = PostAsync(operation);

    private async Task PostAsync(WriteOperation operation)
    {
        try
        {
            await loop.EnqueueAsync(operation);
        }
        catch (ApiException stopping)
        {
            operation.Failed(stopping);
        }
    }
}
