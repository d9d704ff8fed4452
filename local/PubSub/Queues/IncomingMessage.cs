using System.Text;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Queues;

/// <summary>A message as it was published, before it has an id; <paramref name="Size"/> in bytes, as Google counts it.</summary>
internal sealed record IncomingMessage(IReadOnlyDictionary<string, string> Attributes, MessagePayload Payload, int Size)
{
    public static IncomingMessage Create(
        byte[] data,
        IReadOnlyDictionary<string, string> attributes,
        string? orderingKey
    )
    {
        var size = data.Length + Encoding.UTF8.GetByteCount(orderingKey ?? "");
        foreach (var (key, value) in attributes)
        {
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
        }
        return new IncomingMessage(
            attributes,
            new MessagePayload(data, MessageAttributes.Write(attributes), orderingKey),
            size
        );
    }
}
