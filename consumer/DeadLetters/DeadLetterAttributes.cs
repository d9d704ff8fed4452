namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>The attributes a letter has beside those of its message.</summary>
internal static class DeadLetterAttributes
{
    public const string Prefix = "dead-letter-";
    public const string Reason = Prefix + "reason";
    public const string Detail = Prefix + "detail";
    public const string Stage = Prefix + "stage";
    public const string ConsumerVersion = Prefix + "consumer-version";
    public const string FirstSeen = Prefix + "first-seen";
    public const string LastSeen = Prefix + "last-seen";
    public const string Deliveries = Prefix + "deliveries";
    public const string MessageId = Prefix + "message-id";
    public const string PublishTime = Prefix + "publish-time";
    public const string Subscription = Prefix + "subscription";
    public const string Replays = Prefix + "replays";

    /// <summary>The job that put the message back last, so that it does not take the same letter twice.</summary>
    public const string ReplayJob = Prefix + "replay-job";

    /// <summary>One line for each time the message was put back, see <see cref="ReplayHistory"/>.</summary>
    public const string History = Prefix + "history";

    /// <summary>Set to <see cref="FoldedForm"/> where the letter's data are a gzipped push body with the original in it.</summary>
    public const string Form = Prefix + "form";

    public const string FoldedForm = "folded";

    /// <summary>How the attributes begin that Pub/Sub gives a message it forwards to a dead-letter topic.</summary>
    public const string ForwardedPrefix = "CloudPubSubDeadLetterSource";

    public const string ForwardedDeliveries = ForwardedPrefix + "DeliveryCount";
    public const string ForwardedSubscription = ForwardedPrefix + "Subscription";
    public const string ForwardedProject = ForwardedPrefix + "SubscriptionProject";
    public const string ForwardedPublishTime = ForwardedPrefix + "TopicPublishTime";

    /// <summary>Whether a message that is put back carries the attribute, for the letter it may become again.</summary>
    public static bool IsReplayMetadata(string name) => name is Replays or FirstSeen or ReplayJob or History;

    /// <summary>Whether the attribute is ours or Pub/Sub's, so that the original never had it.</summary>
    public static bool IsAdded(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith(ForwardedPrefix, StringComparison.Ordinal);
}
