namespace NextCode.Attempts.Google.PubSub;

/// <summary>A message to publish, or one received.</summary>
/// <param name="Data">The data: at most 10 MB with the attributes.</param>
/// <param name="Attributes">At most 100; keys up to 256 bytes, values up to 1,024 bytes of UTF-8.</param>
public sealed record PubSubMessage(ReadOnlyMemory<byte> Data, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>Messages with the same key are delivered in order where the subscription asks for it.</summary>
    public string? OrderingKey { get; init; }

    /// <summary>Given by Pub/Sub at publishing; null on a message to publish.</summary>
    public string? MessageId { get; init; }

    /// <summary>Given by Pub/Sub at publishing, RFC 3339; null on a message to publish.</summary>
    public string? PublishTime { get; init; }
}
