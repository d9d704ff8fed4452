namespace NextCode.Attempts.Consumer;

/// <summary>The consumer's settings, configuration section <c>Consumer</c>.</summary>
public sealed record ConsumerOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Consumer";

    /// <summary>The Google Cloud project of the table and the topics. Required.</summary>
    public string ProjectId { get; set; } = "";

    /// <summary>The dataset of the table. Default <c>attempts</c>.</summary>
    public string Dataset { get; set; } = AttemptsTable.Name;

    /// <summary>The table. Default <c>attempts</c>.</summary>
    public string Table { get; set; } = AttemptsTable.Name;

    /// <summary>The topic for what can never become a row. Default <c>attempts-dead-letter</c>.</summary>
    public string DeadLetterTopic { get; set; } = "attempts-dead-letter";

    /// <summary>
    /// The largest request body taken, in bytes; 1 KiB to 64 MiB. Default 16 MiB: a message of 10 MB, Pub/Sub's most, in
    /// base64 with its attributes.
    /// </summary>
    public int MaxBodyBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// How long a push may take before it is answered 503, 1 s to 10 min. Default 8 s; keep it below the subscription's
    /// acknowledgement deadline (10 s by default), after which Pub/Sub hangs up and delivers again.
    /// </summary>
    public TimeSpan PushDeadline { get; set; } = TimeSpan.FromSeconds(8);
}
