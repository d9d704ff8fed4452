namespace NextCode.Attempts.Consumer;

/// <summary>Everything the service logs. Ids of messages and events appear, values of attempts never.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The table and the dead-letter topic are there.")]
    public static partial void DependenciesFound(ILogger logger);

    [LoggerMessage(2, LogLevel.Error, "Something is missing: {Problem}. Looking again.")]
    public static partial void DependencyMissing(ILogger logger, string problem);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "Pushes are taken from anybody who reaches this service: Consumer:Oidc names no audience. Fine on a laptop only."
    )]
    public static partial void OidcOff(ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "A push was answered {Status}: {Reason}. Nothing of it was read.")]
    public static partial void PushNotGranted(ILogger logger, int status, string reason);

    [LoggerMessage(
        10,
        LogLevel.Warning,
        "Message {MessageId} can never become a row and went to the dead letters: {Reason}, {Detail}."
    )]
    public static partial void DeadLettered(ILogger logger, string? messageId, string reason, string detail);

    [LoggerMessage(
        11,
        LogLevel.Error,
        "Message {MessageId} could not be dead-lettered as {Reason}: {Why}. Pub/Sub keeps it."
    )]
    public static partial void DeadLetteringFailed(ILogger logger, string? messageId, string reason, string why);

    [LoggerMessage(
        12,
        LogLevel.Warning,
        "{Rows} rows, the first of event {EventId}, are not in BigQuery yet: {Why}. Pub/Sub keeps them."
    )]
    public static partial void InsertFailed(ILogger logger, int rows, string eventId, string why);

    [LoggerMessage(
        14,
        LogLevel.Critical,
        "BigQuery refuses {Rows} rows until somebody changes something: {Why}. Pub/Sub keeps them."
    )]
    public static partial void InsertRefused(ILogger logger, int rows, string why);

    [LoggerMessage(
        15,
        LogLevel.Error,
        "No insert call is made for {Seconds} s after most failed; pushes are answered 503. The last: {Why}"
    )]
    public static partial void InsertsPaused(ILogger logger, double seconds, string why);

    [LoggerMessage(16, LogLevel.Information, "Inserts work again.")]
    public static partial void InsertsResumed(ILogger logger);

    [LoggerMessage(
        17,
        LogLevel.Error,
        "The table has no column {Column}: its values go to additional_data until the table is looked at again."
    )]
    public static partial void ColumnMissing(ILogger logger, string column);

    [LoggerMessage(13, LogLevel.Warning, "A push of {Length} bytes is larger than {Limit} and is refused with 413.")]
    public static partial void BodyTooLarge(ILogger logger, long? length, int limit);

    [LoggerMessage(
        30,
        LogLevel.Information,
        "IP to AS: {Ranges} ranges of {Source} in {Seconds} s; {BadLines} lines left out, {Overlaps} overlaps."
    )]
    public static partial void AsnLoaded(
        ILogger logger,
        int ranges,
        string source,
        double seconds,
        int badLines,
        int overlaps
    );

    [LoggerMessage(
        31,
        LogLevel.Error,
        "IP to AS: {Source} cannot be used: {Why}. The last good data stay in use; it is tried again."
    )]
    public static partial void AsnFailed(ILogger logger, string source, string why);

    [LoggerMessage(
        32,
        LogLevel.Warning,
        "IP to AS: Consumer:Asn:Source is not set, so only the few networks that ship are known."
    )]
    public static partial void AsnSample(ILogger logger);

    [LoggerMessage(
        33,
        LogLevel.Warning,
        "IP to AS: {Service} is not asked for {Seconds} s after most calls failed; rows have no network meanwhile. The last: {Why}"
    )]
    public static partial void IptoasnPaused(ILogger logger, string service, double seconds, string why);

    [LoggerMessage(34, LogLevel.Information, "IP to AS: {Service} answers again.")]
    public static partial void IptoasnResumed(ILogger logger, string service);

    [LoggerMessage(18, LogLevel.Information, "Columns added to {Table}: {Columns}.")]
    public static partial void ColumnsAdded(ILogger logger, string table, string columns);

    [LoggerMessage(40, LogLevel.Information, "Fetching from {Subscription}, at most {Messages} messages at once.")]
    public static partial void Pulling(ILogger logger, string subscription, int messages);

    [LoggerMessage(41, LogLevel.Error, "Fetching from {Subscription} failed: {Why}. It is tried again.")]
    public static partial void PullFailed(ILogger logger, string subscription, string why);

    [LoggerMessage(
        42,
        LogLevel.Warning,
        "{Messages} messages are done but could not be acknowledged or given back: {Why}. They come again."
    )]
    public static partial void AcknowledgeFailed(ILogger logger, int messages, string why);

    [LoggerMessage(43, LogLevel.Error, "Message {MessageId} met an error of ours; it is given back and comes again.")]
    public static partial void PulledMessageFailed(ILogger logger, Exception exception, string? messageId);

    [LoggerMessage(
        50,
        LogLevel.Warning,
        "The leases of {Letters} dead letters could not be moved: {Why}. They are seen again when their leases run out."
    )]
    public static partial void LeasesNotMoved(ILogger logger, int letters, string why);

    [LoggerMessage(
        51,
        LogLevel.Warning,
        "Everybody who reaches this service may read and replay dead letters: Consumer:Admin:AllowAnonymous is set. Fine on a laptop only."
    )]
    public static partial void AdminOpen(ILogger logger);

    [LoggerMessage(
        52,
        LogLevel.Warning,
        "Nobody may use /admin: Consumer:Admin names no e-mails, or neither audiences nor IAP audiences."
    )]
    public static partial void AdminClosed(ILogger logger);

    [LoggerMessage(53, LogLevel.Information, "Audit: {Who} {Did}: {What}")]
    public static partial void Audit(ILogger logger, string who, string did, string what);

    [LoggerMessage(
        54,
        LogLevel.Warning,
        "Audit: refused {Method} {Path} with {Status}: {Reason}. Nothing was answered."
    )]
    public static partial void AdminRefused(ILogger logger, string method, string path, int status, string reason);

    [LoggerMessage(55, LogLevel.Error, "Replay {Job} met an error of ours and ended; letters it held are given back.")]
    public static partial void ReplayFailed(ILogger logger, Exception exception, string job);

    [LoggerMessage(56, LogLevel.Warning, "The state of replay {Job} could not be kept: {Why}. The replay goes on.")]
    public static partial void JournalFailed(ILogger logger, string job, string why);
}
