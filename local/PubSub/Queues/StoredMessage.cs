namespace NextCode.Attempts.Local.PubSub.Queues;

/// <summary>A published message that is in the store, without its payload unless the cache still has it.</summary>
internal sealed class StoredMessage(long id, long publishTime, int size)
{
    private MessagePayload? _payload;
    private int _holders;

    public long Id { get; } = id;

    /// <summary>Milliseconds since 1970, the precision Google shows.</summary>
    public long PublishTime { get; } = publishTime;

    /// <summary>Bytes of data, attributes and ordering key.</summary>
    public int Size { get; } = size;

    /// <summary>The payload, while the cache holds it.</summary>
    public MessagePayload? Payload => Volatile.Read(ref _payload);

    /// <summary>Keeps the payload at hand until <see cref="Evict"/>, or until each of the deliveries let go of it.</summary>
    public void Hold(MessagePayload value, int deliveries)
    {
        _holders = deliveries;
        Volatile.Write(ref _payload, value);
    }

    /// <summary>Says that one delivery is through. True when it was the last one and a payload was let go of.</summary>
    public bool Release() => Interlocked.Decrement(ref _holders) == 0 && Evict();

    /// <summary>True when there was a payload to let go of.</summary>
    public bool Evict() => Interlocked.Exchange(ref _payload, null) is not null;
}
