using System.Text;

namespace NextCode.Attempts.Consumer.Ingest;

/// <summary>Pub/Sub's limits for one message (cloud.google.com/pubsub/quotas#resource_limits).</summary>
internal static class PubSubLimits
{
    /// <summary>Data and attributes together.</summary>
    public const int MessageBytes = 10_000_000;

    /// <summary>Messages of one publish call or one pull, and ids of one acknowledgement.</summary>
    public const int MessagesPerCall = 1000;

    public const int Attributes = 100;

    public const int AttributeValueBytes = 1024;

    /// <summary>The bytes that count towards <see cref="MessageBytes"/>.</summary>
    public static long Size(int dataBytes, IReadOnlyDictionary<string, string> attributes)
    {
        long size = dataBytes;
        foreach (var (name, value) in attributes)
        {
            size += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        }

        return size;
    }
}
