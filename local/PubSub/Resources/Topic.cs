using System.Collections.Immutable;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Resources;

/// <summary>A topic and who subscribes to it. The write loop alone changes it.</summary>
internal sealed class Topic(long id, TopicResource resource)
{
    private ImmutableArray<Subscription> _subscriptions = [];

    public long Id { get; } = id;

    public string Name { get; } = resource.Name!;

    public TopicResource Resource { get; set; } = resource;

    public ImmutableArray<Subscription> Subscriptions => _subscriptions;

    public void Attach(Subscription subscription) => _subscriptions = _subscriptions.Add(subscription);

    public void Detach(Subscription subscription) => _subscriptions = _subscriptions.Remove(subscription);
}
