using NextCode.Attempts.Local.PubSub.Push;
using NextCode.Attempts.Local.PubSub.Queues;

namespace NextCode.Attempts.Local.PubSub.Resources;

/// <summary>A subscription at work: its settings, its queue and its pump.</summary>
internal sealed class Subscription : IQueueListener, IAsyncDisposable
{
    private readonly DeliveryOutcomes _outcomes;
    private volatile SubscriptionSettings _settings;

    public Subscription(
        long id,
        SubscriptionSettings settings,
        DeliveryOutcomes outcomes,
        Pusher pusher,
        PubSubStandInOptions options,
        ILogger<PushPump> logger
    )
    {
        Id = id;
        Name = settings.Resource.Name!;
        _settings = settings;
        _outcomes = outcomes;
        Queue = new SubscriptionQueue(settings, this, options.Time);
        Pump = new PushPump(this, pusher, options, logger);
    }

    public long Id { get; }

    public string Name { get; }

    public SubscriptionQueue Queue { get; }

    public PushPump Pump { get; }

    public SubscriptionSettings Settings => _settings;

    public void Configure(SubscriptionSettings changed)
    {
        _settings = changed;
        Queue.Configure(changed);
        Pump.Wake();
    }

    /// <summary>Forgets these deliveries, in memory now and in the store with the next transaction.</summary>
    public Task AcknowledgeAsync(IEnumerable<long> ids) => _outcomes.DeleteAsync(Queue.Complete(ids));

    public void OnReady() => Pump.Wake();

    public void OnFailed(IReadOnlyList<Delivery> deliveries) => _outcomes.RecordFailures(deliveries);

    public void OnExhausted(IReadOnlyList<Delivery> deliveries) => _outcomes.Forward(this, deliveries);

    public void OnExpired(IReadOnlyList<Delivery> deliveries) => _outcomes.Expire(this, deliveries);

    public async ValueTask DisposeAsync()
    {
        await Pump.DisposeAsync();
        Queue.Dispose();
    }
}
