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

    /// <summary>Set to <see cref="FoldedForm"/> where the letter's data are a gzipped push body with the original in it.</summary>
    public const string Form = Prefix + "form";

    public const string FoldedForm = "folded";
}
