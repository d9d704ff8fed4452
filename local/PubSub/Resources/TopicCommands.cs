using NextCode.Attempts.Local.PubSub.Operations;
using NextCode.Attempts.Local.PubSub.Storage;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Resources;

/// <summary>Creates, changes and deletes topics.</summary>
internal sealed class TopicCommands(
    WriteLoop loop,
    Topology topology,
    ResourceTable<TopicResource> topics,
    ResourceTable<SubscriptionResource> subscriptions,
    IdSequence ids
)
{
    public Task<TopicResource> CreateAsync(TopicResource resource)
    {
        var settled = Settle(resource);
        return loop.ChangeAsync<TopicResource>(() =>
        {
            if (topology.FindTopic(settled.Name) is not null)
            {
                throw ApiException.AlreadyExists(settled.Name!);
            }
            var id = ids.Next();
            topics.Insert(id, settled.Name!, settled);
            return () =>
            {
                topology.Add(new Topic(id, settled));
                return settled;
            };
        });
    }

    public Task<TopicResource> UpdateAsync(string name, UpdateTopicRequest request) =>
        loop.ChangeAsync<TopicResource>(() =>
        {
            var topic = topology.Topic(name);
            var changed = topic.Resource;
            var update = request.Topic ?? new TopicResource();
            foreach (var field in FieldMask.Read(request.UpdateMask))
            {
                changed = field switch
                {
                    "labels" => changed with { Labels = update.Labels },
                    "messageRetentionDuration" => changed with
                    {
                        MessageRetentionDuration = update.MessageRetentionDuration,
                    },
                    _ => throw FieldMask.Unknown(field, "Topic"),
                };
            }
            changed = Settle(changed);
            topics.Update(topic.Id, changed);
            return () => topic.Resource = changed;
        });

    /// <summary>Deletes a topic; its subscriptions keep what they owe and get nothing new.</summary>
    public Task<Empty> DeleteAsync(string name) =>
        loop.ChangeAsync<Empty>(() =>
        {
            var topic = topology.Topic(name);
            topics.Delete(topic.Id);
            var orphans = topic.Subscriptions.Select(orphan => (orphan, Settings: Orphan(orphan.Settings))).ToList();
            foreach (var (orphan, settings) in orphans)
            {
                subscriptions.Update(orphan.Id, settings.Resource);
            }
            return () =>
            {
                topology.Remove(topic);
                foreach (var (orphan, settings) in orphans)
                {
                    orphan.Configure(settings);
                }
                return new Empty();
            };
        });

    private static SubscriptionSettings Orphan(SubscriptionSettings settings) =>
        settings with
        {
            Resource = settings.Resource with { Topic = SubscriptionResource.DeletedTopic },
        };

    private static TopicResource Settle(TopicResource resource)
    {
        ResourceName.Require(resource.Name, ResourceName.Topics);
        // Bounds: https://cloud.google.com/pubsub/docs/topic-properties. Nothing here replays a topic, so it is only kept.
        Durations.Read(
            resource.MessageRetentionDuration,
            "messageRetentionDuration",
            TimeSpan.Zero,
            TimeSpan.FromMinutes(10),
            TimeSpan.FromDays(31)
        );
        return resource with { State = "ACTIVE" };
    }
}
