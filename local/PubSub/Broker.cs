using NextCode.Attempts.Local.PubSub.Operations;
using NextCode.Attempts.Local.PubSub.Push;
using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Resources;
using NextCode.Attempts.Local.PubSub.Storage;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub;

/// <summary>Puts the parts together, brings back what the store has, and ends them in order.</summary>
internal sealed class Broker : IHostedService, IAsyncDisposable
{
    /// <summary>How often messages older than their retention are dropped from subscriptions nobody reads.</summary>
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(10);

    private readonly Database _database;
    private readonly DeliveryTable _deliveries;
    private readonly ResourceTable<TopicResource> _topicTable;
    private readonly ResourceTable<SubscriptionResource> _subscriptionTable;
    private readonly MessageRouter _router;
    private readonly PayloadReaders _payloads;
    private readonly Pusher _pusher;
    private readonly Checkpointer _checkpointer;
    private readonly WriteLoop _loop;
    private readonly ITimer _sweep;
    private bool _isDisposed;

    /// <exception cref="IOException">The data directory cannot be used.</exception>
    public Broker(PubSubStandInOptions options, ILoggerFactory loggers)
    {
        _database = Database.Open(options.DataDirectory);
        var ids = IdSequence.Begin(_database.Writer);
        _deliveries = new DeliveryTable(_database.Writer);
        _topicTable = new ResourceTable<TopicResource>(_database.Writer, "topic", PubSubJson.Default.TopicResource);
        _subscriptionTable = new ResourceTable<SubscriptionResource>(
            _database.Writer,
            "subscription",
            PubSubJson.Default.SubscriptionResource
        );
        var cache = new PayloadCache(options.PayloadCacheBytes);
        _router = new MessageRouter(Topology, _deliveries, ids, cache, options);
        _payloads = new PayloadReaders(_database);
        _pusher = new Pusher(_payloads, options.Time);
        _checkpointer = new Checkpointer(_database);
        _loop = new WriteLoop(_database.Writer, _checkpointer, loggers.CreateLogger<WriteLoop>());
        var outcomes = new DeliveryOutcomes(
            _loop,
            _deliveries,
            _router,
            cache,
            Topology,
            loggers.CreateLogger<DeliveryOutcomes>()
        );
        var pumpLogger = loggers.CreateLogger<PushPump>();
        Func<long, SubscriptionSettings, Subscription> create = (id, settings) =>
            new Subscription(id, settings, outcomes, _pusher, options, pumpLogger);
        Topics = new TopicCommands(_loop, Topology, _topicTable, _subscriptionTable, ids);
        Subscriptions = new SubscriptionCommands(_loop, Topology, _subscriptionTable, _deliveries, ids, create);
        Load(create);
        _sweep = options.Time.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    public Topology Topology { get; } = new();

    public TopicCommands Topics { get; }

    public SubscriptionCommands Subscriptions { get; }

    /// <summary>Stores messages for everyone subscribed to the topic and returns their ids.</summary>
    public async Task<string[]> PublishAsync(string topic, IReadOnlyList<IncomingMessage> messages)
    {
        var operation = new PublishOperation(topic, messages, Topology, _router);
        await _loop.EnqueueAsync(operation);
        return await operation.Completion;
    }

    /// <summary>The payload of a delivery; null when it is gone.</summary>
    public MessagePayload? ReadPayload(Delivery delivery) => _payloads.Read(delivery);

    /// <summary>Deletes every topic, subscription and message.</summary>
    public async Task ResetAsync()
    {
        foreach (var subscription in Topology.Subscriptions.ToList())
        {
            await Subscriptions.DeleteAsync(subscription.Name);
        }
        foreach (var topic in Topology.Topics.ToList())
        {
            await Topics.DeleteAsync(topic.Name);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _pusher.IsRunning = true;
        foreach (var subscription in Topology.Subscriptions)
        {
            subscription.Pump.Wake();
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    /// <summary>Abandons pushes, commits what was accepted, closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }
        _isDisposed = true;
        await _sweep.DisposeAsync();
        foreach (var subscription in Topology.Subscriptions)
        {
            await subscription.DisposeAsync();
        }
        await _loop.DisposeAsync();
        await _checkpointer.DisposeAsync();
        _pusher.Dispose();
        _payloads.Dispose();
        _deliveries.Dispose();
        _database.Dispose();
    }

    private void Sweep()
    {
        foreach (var subscription in Topology.Subscriptions)
        {
            subscription.Queue.DropExpired();
        }
    }

    private void Load(Func<long, SubscriptionSettings, Subscription> create)
    {
        foreach (var (id, resource) in _topicTable.ReadAll())
        {
            Topology.Add(new Topic(id, resource));
        }
        var owners = new Dictionary<long, (Subscription Subscription, List<Delivery> Deliveries)>();
        foreach (var (id, resource) in _subscriptionTable.ReadAll())
        {
            var subscription = create(id, SubscriptionSettings.From(resource));
            Topology.Add(subscription);
            owners.Add(id, (subscription, []));
        }
        foreach (var (owner, delivery) in _deliveries.ReadAll())
        {
            owners[owner].Deliveries.Add(delivery);
        }
        foreach (var (subscription, owed) in owners.Values)
        {
            subscription.Queue.Enqueue(owed);
        }
    }
}
