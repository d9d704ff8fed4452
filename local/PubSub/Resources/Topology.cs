using System.Collections.Concurrent;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Resources;

/// <summary>Which topics and subscriptions there are. Anyone reads; only the write loop changes it.</summary>
internal sealed class Topology
{
    private readonly ConcurrentDictionary<string, Topic> _topics = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);

    public IEnumerable<Topic> Topics => _topics.Values;

    public IEnumerable<Subscription> Subscriptions => _subscriptions.Values;

    /// <summary>Unacknowledged messages over all subscriptions.</summary>
    public long Backlog => _subscriptions.Sum(pair => (long)pair.Value.Queue.Count);

    public Topic? FindTopic(string? name) => name is null ? null : _topics.GetValueOrDefault(name);

    /// <exception cref="ApiException">There is none.</exception>
    public Topic Topic(string name) => FindTopic(name) ?? throw ApiException.NotFound(name);

    public Subscription? FindSubscription(string name) => _subscriptions.GetValueOrDefault(name);

    /// <exception cref="ApiException">There is none.</exception>
    public Subscription Subscription(string name) => FindSubscription(name) ?? throw ApiException.NotFound(name);

    public void Add(Topic topic) => _topics[topic.Name] = topic;

    public void Remove(Topic topic) => _topics.TryRemove(topic.Name, out _);

    /// <summary>Adds it and attaches it to its topic, if that still exists.</summary>
    public void Add(Subscription subscription)
    {
        _subscriptions[subscription.Name] = subscription;
        FindTopic(subscription.Settings.Resource.Topic)?.Attach(subscription);
    }

    public void Remove(Subscription subscription)
    {
        _subscriptions.TryRemove(subscription.Name, out _);
        FindTopic(subscription.Settings.Resource.Topic)?.Detach(subscription);
    }
}
