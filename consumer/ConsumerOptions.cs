using NextCode.Attempts.Consumer.Admin;
using NextCode.Attempts.Consumer.Authorization;
using NextCode.Attempts.Consumer.Enrichment.Asn;

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

    /// <summary>The subscription that letters wait on. Default <c>attempts-dead-letter</c>.</summary>
    public string DeadLetterSubscription { get; set; } = "attempts-dead-letter";

    /// <summary>The topic that attempts are published to, and letters put back to. Default <c>attempts</c>.</summary>
    public string Topic { get; set; } = "attempts";

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

    /// <summary>
    /// How many messages may be under way at once, 1 to 100,000. Default 10,000. At the bound pushes are answered 503.
    /// </summary>
    public int MaxHeldMessages { get; set; } = 10_000;

    /// <summary>
    /// How many bytes of messages may be under way at once, at least <see cref="MaxBodyBytes"/>. Default 128 MiB; a message
    /// takes about three times its size while it is held. At the bound pushes are answered 503.
    /// </summary>
    public long MaxHeldBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>
    /// How many insert calls may be under way at once, 1 to 64. Default 4. A row leaves at once while fewer are; rows that
    /// arrive while all are busy leave together.
    /// </summary>
    public int InsertCalls { get; set; } = 4;

    /// <summary>
    /// The wait before the first repeat of an insert call that failed for a passing reason, 1 ms to 1 min; it doubles up
    /// to 2 s, with jitter. Default 100 ms.
    /// </summary>
    public TimeSpan InsertBackoff { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long no insert call is made after most of them failed, 1 s to 10 min: pushes are answered 503 meanwhile.
    /// Default 3 s.
    /// </summary>
    public TimeSpan OutageBreak { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How messages come. Default <see cref="DeliveryMode.Push"/>.</summary>
    public DeliveryMode Mode { get; set; } = DeliveryMode.Push;

    /// <summary>The subscription to fetch from in mode Pull. Default <c>attempts-consumer</c>.</summary>
    public string Subscription { get; set; } = "attempts-consumer";

    /// <summary>How many fetched messages may be under way at once in mode Pull, 1 to 10,000. Default 1,000.</summary>
    public int MaxOutstanding { get; set; } = 1000;

    /// <summary>
    /// Whether columns that the table lacks are added to it; that needs the permission bigquery.tables.update. Default
    /// false: they are named in the log, and their values go to <c>additional_data</c>.
    /// </summary>
    public bool ManageSchema { get; set; }

    /// <summary>How often table and dead-letter topic are looked at again, 10 s to 1 day. Default 10 min.</summary>
    public TimeSpan CheckInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Where IP to AS comes from.</summary>
    public AsnOptions Asn { get; set; } = new();

    /// <summary>Who may push.</summary>
    public OidcOptions Oidc { get; set; } = new();

    /// <summary>Who may look at dead letters and replay them.</summary>
    public AdminOptions Admin { get; set; } = new();
}

/// <summary>How messages come to the consumer.</summary>
public enum DeliveryMode
{
    /// <summary>Pub/Sub pushes them.</summary>
    Push,

    /// <summary>The consumer fetches them; pushes are taken too.</summary>
    Pull,
}
