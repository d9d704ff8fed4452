namespace NextCode.Attempts.Local.PubSub.Queues;

/// <summary>
/// Keeps the newest payloads in memory, bounded in bytes and in count, so that a message pushed right after it was
/// published is not read back from disk. Losing an entry only costs that read.
/// </summary>
internal sealed class PayloadCache(long maxBytes)
{
    private const int MaxMessages = 65_536;

    private readonly Lock _gate = new();
    private readonly Queue<StoredMessage> _oldestFirst = new();
    private long _bytes;

    /// <summary>Bytes held now.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public void Add(StoredMessage message, MessagePayload payload, int deliveries)
    {
        if (deliveries == 0 || message.Size > maxBytes)
        {
            return;
        }
        message.Hold(payload, deliveries);
        Interlocked.Add(ref _bytes, message.Size);
        lock (_gate)
        {
            _oldestFirst.Enqueue(message);
            while (
                _oldestFirst.TryPeek(out var oldest)
                && (oldest.Payload is null || Bytes > maxBytes || _oldestFirst.Count > MaxMessages)
            )
            {
                _oldestFirst.Dequeue();
                if (oldest.Evict())
                {
                    Interlocked.Add(ref _bytes, -oldest.Size);
                }
            }
        }
    }

    /// <summary>Says that a delivery of the message is through.</summary>
    public void Release(StoredMessage message)
    {
        if (message.Release())
        {
            Interlocked.Add(ref _bytes, -message.Size);
        }
    }
}
