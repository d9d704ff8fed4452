using NextCode.Attempts.Local.PubSub.Operations;
using NextCode.Attempts.Local.PubSub.Storage;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Resources;

/// <summary>Creates, changes and deletes subscriptions.</summary>
internal sealed class SubscriptionCommands(
    WriteLoop loop,
    Topology topology,
    ResourceTable<SubscriptionResource> subscriptions,
    DeliveryTable deliveries,
    IdSequence ids,
    Func<long, SubscriptionSettings, Subscription> create
)
{
    public Task<SubscriptionResource> CreateAsync(SubscriptionResource resource)
    {
        var settings = SubscriptionSettings.From(resource);
        ResourceName.Require(settings.Resource.Topic, ResourceName.Topics);
        return loop.ChangeAsync<SubscriptionResource>(() =>
        {
            var name = settings.Resource.Name!;
            if (topology.FindSubscription(name) is not null)
            {
                throw ApiException.AlreadyExists(name);
            }
            topology.Topic(settings.Resource.Topic!);
            RequireDeadLetterTopic(settings);
            var id = ids.Next();
            subscriptions.Insert(id, name, settings.Resource);
            return () =>
            {
                topology.Add(create(id, settings));
                return settings.Resource;
            };
        });
    }

    /// <summary>Replaces the fields the mask names; absent in the request means back to the default.</summary>
    public Task<SubscriptionResource> UpdateAsync(string name, UpdateSubscriptionRequest request) =>
        ChangeAsync(
            name,
            current =>
                FieldMask
                    .Read(request.UpdateMask)
                    .Aggregate(
                        current,
                        (changed, field) => Copy(field, request.Subscription ?? new SubscriptionResource(), changed)
                    )
        );

    public Task<SubscriptionResource> ModifyPushConfigAsync(string name, PushConfigResource? config) =>
        ChangeAsync(name, current => current with { PushConfig = config });

    /// <summary>Deletes a subscription and everything it owes.</summary>
    public async Task DeleteAsync(string name)
    {
        var deleted = await loop.ChangeAsync<Subscription>(() =>
        {
            var subscription = topology.Subscription(name);
            subscriptions.Delete(subscription.Id);
            deliveries.DeleteOf(subscription.Id);
            return () =>
            {
                topology.Remove(subscription);
                return subscription;
            };
        });
        // Not inside the loop: a push that is under way may be waiting for the loop.
        await deleted.DisposeAsync();
    }

    private static SubscriptionResource Copy(string field, SubscriptionResource from, SubscriptionResource to) =>
        field switch
        {
            "ackDeadlineSeconds" => to with { AckDeadlineSeconds = from.AckDeadlineSeconds },
            "pushConfig" => to with { PushConfig = from.PushConfig },
            "retainAckedMessages" => to with { RetainAckedMessages = from.RetainAckedMessages },
            "messageRetentionDuration" => to with { MessageRetentionDuration = from.MessageRetentionDuration },
            "labels" => to with { Labels = from.Labels },
            "expirationPolicy" => to with { ExpirationPolicy = from.ExpirationPolicy },
            "deadLetterPolicy" => to with { DeadLetterPolicy = from.DeadLetterPolicy },
            "retryPolicy" => to with { RetryPolicy = from.RetryPolicy },
            "enableExactlyOnceDelivery" => to with { EnableExactlyOnceDelivery = from.EnableExactlyOnceDelivery },
            _ => throw FieldMask.Unknown(field, "Subscription"),
        };

    private Task<SubscriptionResource> ChangeAsync(
        string name,
        Func<SubscriptionResource, SubscriptionResource> change
    ) =>
        loop.ChangeAsync<SubscriptionResource>(() =>
        {
            var subscription = topology.Subscription(name);
            var settings = SubscriptionSettings.From(change(subscription.Settings.Resource));
            if (settings.DeadLetter != subscription.Settings.DeadLetter)
            {
                RequireDeadLetterTopic(settings);
            }
            subscriptions.Update(subscription.Id, settings.Resource);
            return () =>
            {
                subscription.Configure(settings);
                return settings.Resource;
            };
        });

    private void RequireDeadLetterTopic(SubscriptionSettings settings)
    {
        if (settings.DeadLetter is { } policy)
        {
            topology.Topic(policy.Topic);
        }
    }
}
