using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>
/// Makes the letter of a message: its data and attributes as they came, and beside them why it is one. A message that
/// leaves no room for more attributes, or that Pub/Sub would not take back, is folded: the letter's data are then a
/// gzipped push body with the original in it, told by the attribute <c>dead-letter-form</c>. <see cref="DeadLetter.Read"/>
/// reads it back.
/// </summary>
internal static class Letter
{
    private const string ReservedPrefix = "goog";
    private const int MaxNameBytes = 256;

    private static readonly string Version =
        typeof(Letter).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "unknown";

    public static PubSubMessage Create(IncomingMessage incoming, Rejection rejection, DateTimeOffset now)
    {
        var message = incoming.Message;
        var added = Why(incoming, rejection, Rfc3339.Format(now));
        var attributes = new Dictionary<string, string>(message.Attributes, StringComparer.Ordinal);
        foreach (var (name, value) in added)
        {
            attributes[name] = value;
        }

        if (!message.Attributes.Keys.Any(IsMistakable) && IsPublishable(message.Data.Length, attributes))
        {
            return new PubSubMessage(message.Data, attributes) { OrderingKey = message.OrderingKey };
        }

        added[DeadLetterAttributes.Form] = DeadLetterAttributes.FoldedForm;
        return new PubSubMessage(Fold(incoming), added);
    }

    private static Dictionary<string, string> Why(IncomingMessage incoming, Rejection rejection, string now)
    {
        var message = incoming.Message;
        var added = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [DeadLetterAttributes.Reason] = rejection.Reason.ToWireName(),
            [DeadLetterAttributes.Detail] = Cut(rejection.Detail),
            [DeadLetterAttributes.Stage] = rejection.Stage,
            [DeadLetterAttributes.ConsumerVersion] = Cut(Version),
            [DeadLetterAttributes.LastSeen] = now,
        };
        // A letter that was replayed and failed again keeps its history, also where it is folded.
        Add(DeadLetterAttributes.ReplayJob, message.Attributes.GetValueOrDefault(DeadLetterAttributes.ReplayJob));
        Add(DeadLetterAttributes.History, message.Attributes.GetValueOrDefault(DeadLetterAttributes.History));
        Add(DeadLetterAttributes.FirstSeen, message.Attributes.GetValueOrDefault(DeadLetterAttributes.FirstSeen, now));
        Add(DeadLetterAttributes.Replays, message.Attributes.GetValueOrDefault(DeadLetterAttributes.Replays, "0"));
        Add(DeadLetterAttributes.MessageId, message.MessageId);
        Add(DeadLetterAttributes.PublishTime, message.PublishTime);
        Add(DeadLetterAttributes.Subscription, incoming.Subscription);
        Add(DeadLetterAttributes.Deliveries, incoming.DeliveryAttempt?.ToString(CultureInfo.InvariantCulture));
        return added;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                added[name] = Cut(value);
            }
        }
    }

    private static bool IsPublishable(int dataBytes, Dictionary<string, string> attributes) =>
        attributes.Count <= PubSubLimits.Attributes
        && PubSubLimits.Size(dataBytes, attributes) <= PubSubLimits.MessageBytes
        && attributes.All(static attribute =>
            attribute.Key.Length > 0
            && !attribute.Key.StartsWith(ReservedPrefix, StringComparison.Ordinal)
            && Encoding.UTF8.GetByteCount(attribute.Key) <= MaxNameBytes
            && Encoding.UTF8.GetByteCount(attribute.Value) <= PubSubLimits.AttributeValueBytes
        );

    // An attribute of the sender's own that looks like one of ours would be lost under it, or with it at the replay.
    private static bool IsMistakable(string name) =>
        name.StartsWith(DeadLetterAttributes.Prefix, StringComparison.Ordinal)
        && !DeadLetterAttributes.IsReplayMetadata(name);

    private static byte[] Fold(IncomingMessage incoming)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("message"u8);
            writer.WriteBase64String("data"u8, incoming.Message.Data.Span);
            writer.WriteStartObject("attributes"u8);
            foreach (var (name, value) in incoming.Message.Attributes)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
            if (incoming.Message.OrderingKey is { Length: > 0 } orderingKey)
            {
                writer.WriteString("orderingKey"u8, orderingKey);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        using var folded = new MemoryStream();
        using (var gzip = new GZipStream(folded, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(body.WrittenSpan);
        }

        return folded.ToArray();
    }

    private static string Cut(string text)
    {
        var cut = text.Length > PubSubLimits.AttributeValueBytes ? text[..PubSubLimits.AttributeValueBytes] : text;
        while (Encoding.UTF8.GetByteCount(cut) > PubSubLimits.AttributeValueBytes || char.IsHighSurrogate(cut[^1]))
        {
            cut = cut[..^1];
        }

        return cut;
    }
}
