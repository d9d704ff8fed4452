namespace NextCode.Attempts.Local.PubSub.Queues;

/// <summary>What a message carries: its bytes and its attributes as a JSON object in UTF-8, empty when there are none.</summary>
internal sealed record MessagePayload(byte[] Data, byte[] Attributes, string? OrderingKey);
