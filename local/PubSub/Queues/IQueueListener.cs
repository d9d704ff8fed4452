namespace NextCode.Attempts.Local.PubSub.Queues;

/// <summary>What a queue tells its subscription. Called outside the queue's lock, on whatever thread caused it.</summary>
internal interface IQueueListener
{
    /// <summary>There is something to take.</summary>
    void OnReady();

    /// <summary>These were refused or expired and will be delivered again; their counts matter to a dead-letter policy.</summary>
    void OnFailed(IReadOnlyList<Delivery> deliveries);

    /// <summary>These are out of attempts; the queue holds them until they are completed or returned.</summary>
    void OnExhausted(IReadOnlyList<Delivery> deliveries);

    /// <summary>These were older than the subscription's retention and are gone.</summary>
    void OnExpired(IReadOnlyList<Delivery> deliveries);
}
