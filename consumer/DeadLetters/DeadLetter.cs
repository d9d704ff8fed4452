using System.Globalization;
using System.IO.Compression;
using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>A letter as it waits: why it is one, and the message it was made of.</summary>
public sealed record DeadLetter
{
    private const int MaxUnfoldedBytes = 32 * 1024 * 1024;

    /// <summary>The id that Pub/Sub gave the letter; it names the letter until it is replayed.</summary>
    public required string Id { get; init; }

    /// <summary>The reason's name on the wire, e.g. <c>ROW_REFUSED</c>, or whatever another version wrote.</summary>
    public required string Reason { get; init; }

    /// <summary>What exactly, without any value of the record.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Where on the way it was found: receive, decode, insert, delivery.</summary>
    public string Stage { get; init; } = "";

    /// <summary>The version of the consumer that wrote the letter.</summary>
    public string? ConsumerVersion { get; init; }

    /// <summary>When the message became a letter for the first time.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When it became a letter for the last time; else when Pub/Sub took the letter.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>When Pub/Sub took the letter: its 31 days count from here.</summary>
    public required DateTimeOffset PublishTime { get; init; }

    /// <summary>How often the message was delivered before; null where nobody counted.</summary>
    public int? Deliveries { get; init; }

    /// <summary>The message's id on its own topic.</summary>
    public string? OriginalMessageId { get; init; }

    /// <summary>When the message was published to its own topic.</summary>
    public string? OriginalPublishTime { get; init; }

    /// <summary>The subscription that delivered it.</summary>
    public string? Subscription { get; init; }

    /// <summary>How often it was put back before.</summary>
    public int Replays { get; init; }

    /// <summary>The job that put it back last.</summary>
    public string? ReplayJob { get; init; }

    /// <summary>One line for each time it was put back, oldest first.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>The event's id, where the message says one.</summary>
    public string? EventId { get; init; }

    /// <summary>The attempt's action, where the message says one.</summary>
    public string? Action { get; init; }

    /// <summary>When the attempt happened, as the message says it.</summary>
    public string? EventTime { get; init; }

    /// <summary>The message as it first came: data and attributes byte for byte.</summary>
    public required PubSubMessage Original { get; init; }

    /// <summary>The letter itself, for the archive.</summary>
    public required PubSubMessage Stored { get; init; }

    /// <summary>The bytes it takes.</summary>
    internal int Size => Stored.Data.Length + 1024;

    /// <summary>Reads a letter. Never fails: whatever lies on the dead-letter topic must be seen.</summary>
    internal static DeadLetter Read(PubSubMessage letter)
    {
        var attributes = letter.Attributes;
        var isForwarded =
            !attributes.ContainsKey(DeadLetterAttributes.Reason)
            && attributes.ContainsKey(DeadLetterAttributes.ForwardedSubscription);
        var original = ReadOriginal(letter);
        var cloudEvent = PubSubBinding.TryRead(original.Attributes, original.Data, out var read, out _) ? read : null;
        var published = ReadTime(letter.PublishTime) ?? DateTimeOffset.UnixEpoch;
        var result = new DeadLetter
        {
            Id = letter.MessageId ?? "",
            Reason = attributes.GetValueOrDefault(
                DeadLetterAttributes.Reason,
                (isForwarded ? DeadLetterReason.DeliveryExhausted : DeadLetterReason.Unknown).ToWireName()
            ),
            Detail = attributes.GetValueOrDefault(DeadLetterAttributes.Detail, ""),
            Stage = attributes.GetValueOrDefault(DeadLetterAttributes.Stage, ""),
            ConsumerVersion = attributes.GetValueOrDefault(DeadLetterAttributes.ConsumerVersion),
            FirstSeen = ReadTime(attributes.GetValueOrDefault(DeadLetterAttributes.FirstSeen)),
            Time = ReadTime(attributes.GetValueOrDefault(DeadLetterAttributes.LastSeen)) ?? published,
            PublishTime = published,
            Deliveries = Number(attributes.GetValueOrDefault(DeadLetterAttributes.Deliveries)),
            OriginalMessageId = attributes.GetValueOrDefault(DeadLetterAttributes.MessageId),
            OriginalPublishTime = attributes.GetValueOrDefault(DeadLetterAttributes.PublishTime),
            Subscription = attributes.GetValueOrDefault(DeadLetterAttributes.Subscription),
            Replays = Number(attributes.GetValueOrDefault(DeadLetterAttributes.Replays)) ?? 0,
            ReplayJob = attributes.GetValueOrDefault(DeadLetterAttributes.ReplayJob),
            History = ReplayHistory.Lines(attributes.GetValueOrDefault(DeadLetterAttributes.History)),
            EventId = cloudEvent?.Id ?? original.Attributes.GetValueOrDefault("ce-id"),
            Action =
                original.Attributes.GetValueOrDefault("action")
                ?? cloudEvent?.Subject
                ?? original.Attributes.GetValueOrDefault("ce-subject"),
            EventTime = cloudEvent?.Time ?? original.Attributes.GetValueOrDefault("ce-time"),
            Original = original,
            Stored = letter,
        };
        return isForwarded ? result.Forwarded(attributes) : result;
    }

    private DeadLetter Forwarded(IReadOnlyDictionary<string, string> attributes)
    {
        var deliveries = Number(attributes.GetValueOrDefault(DeadLetterAttributes.ForwardedDeliveries));
        var project = attributes.GetValueOrDefault(DeadLetterAttributes.ForwardedProject, "-");
        var subscription = attributes[DeadLetterAttributes.ForwardedSubscription];
        return this with
        {
            Detail = $"Pub/Sub gave up after {deliveries?.ToString(CultureInfo.InvariantCulture) ?? "many"} deliveries",
            Stage = Stages.Delivery,
            Deliveries = deliveries,
            OriginalPublishTime = attributes.GetValueOrDefault(DeadLetterAttributes.ForwardedPublishTime),
            Subscription = $"projects/{project}/subscriptions/{subscription}",
        };
    }

    private static PubSubMessage ReadOriginal(PubSubMessage letter)
    {
        if (
            letter.Attributes.GetValueOrDefault(DeadLetterAttributes.Form) is DeadLetterAttributes.FoldedForm
            && Unfold(letter.Data) is { } unfolded
        )
        {
            return unfolded;
        }

        var attributes = letter
            .Attributes.Where(static attribute => !DeadLetterAttributes.IsAdded(attribute.Key))
            .ToDictionary(StringComparer.Ordinal);
        return new PubSubMessage(letter.Data, attributes) { OrderingKey = letter.OrderingKey };
    }

    // Null where it is not what Letter writes: the letter is then shown as it is.
    private static PubSubMessage? Unfold(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
            using var body = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = gzip.Read(buffer)) > 0; body.Write(buffer, 0, read))
            {
                if (body.Length > MaxUnfoldedBytes)
                {
                    return null;
                }
            }

            return PushRequest.TryParse(body.GetBuffer().AsSpan(0, (int)body.Length), out var request, out _)
                ? request.Message
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static DateTimeOffset? ReadTime(string? text) =>
        text is not null && Rfc3339.TryParse(text, out var time) ? time : null;

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
