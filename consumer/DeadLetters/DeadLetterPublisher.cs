using System.Globalization;
using System.Reflection;
using System.Text;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>
/// Sends what can never become a row to the dead-letter topic: data and attributes as they came, and beside them why.
/// </summary>
internal sealed class DeadLetterPublisher(ITopic topic, TimeProvider timeProvider)
{
    // Pub/Sub's limit for one attribute's value.
    private const int MaxValueBytes = 1024;

    private static readonly string Version =
        typeof(DeadLetterPublisher)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "unknown";

    /// <summary>When it returns, Pub/Sub has the letter durably.</summary>
    /// <exception cref="Google.GoogleApiException">The letter was not taken: the message must not be acknowledged.</exception>
    public Task PublishAsync(IncomingMessage incoming, Rejection rejection, CancellationToken cancellationToken) =>
        topic.PublishAsync([ToLetter(incoming, rejection)], cancellationToken);

    private PubSubMessage ToLetter(IncomingMessage incoming, Rejection rejection)
    {
        var message = incoming.Message;
        var now = Rfc3339.Format(timeProvider.GetUtcNow());
        var attributes = new Dictionary<string, string>(message.Attributes, StringComparer.Ordinal)
        {
            [DeadLetterAttributes.Reason] = rejection.Reason.ToWireName(),
            [DeadLetterAttributes.Detail] = Cut(rejection.Detail),
            [DeadLetterAttributes.Stage] = rejection.Stage,
            [DeadLetterAttributes.ConsumerVersion] = Version,
            [DeadLetterAttributes.LastSeen] = now,
        };
        // A letter that was replayed and failed again keeps its history.
        attributes.TryAdd(DeadLetterAttributes.FirstSeen, now);
        attributes.TryAdd(DeadLetterAttributes.Replays, "0");
        Add(DeadLetterAttributes.MessageId, message.MessageId);
        Add(DeadLetterAttributes.PublishTime, message.PublishTime);
        Add(DeadLetterAttributes.Subscription, incoming.Subscription);
        Add(DeadLetterAttributes.Deliveries, incoming.DeliveryAttempt?.ToString(CultureInfo.InvariantCulture));
        return new PubSubMessage(message.Data, attributes) { OrderingKey = message.OrderingKey };

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                attributes[name] = Cut(value);
            }
        }
    }

    private static string Cut(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MaxValueBytes)
        {
            return text;
        }

        var cut = text.Length > MaxValueBytes ? text[..MaxValueBytes] : text;
        while (Encoding.UTF8.GetByteCount(cut) > MaxValueBytes || char.IsHighSurrogate(cut[^1]))
        {
            cut = cut[..^1];
        }

        return cut;
    }
}
