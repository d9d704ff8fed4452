namespace NextCode.Attempts.Local;

/// <summary>All that the local host logs: 1xx Pub/Sub, 2xx BigQuery, 3xx the sample API.</summary>
internal static partial class Log
{
    [LoggerMessage(
        101,
        LogLevel.Error,
        "A transaction of {Operations} operations was rolled back; whoever waits for them was answered 503"
    )]
    public static partial void TransactionFailed(ILogger logger, int operations, Exception error);

    [LoggerMessage(102, LogLevel.Critical, "The write loop ended by an error; nothing is stored until a restart")]
    public static partial void WriteLoopFailed(ILogger logger, Exception error);

    [LoggerMessage(
        104,
        LogLevel.Warning,
        "Pushes of {Subscription} to {Endpoint} fail ({Reason}); messages are kept and redelivered. Not repeated until one succeeds"
    )]
    public static partial void PushesFail(ILogger logger, string subscription, Uri endpoint, string reason);

    [LoggerMessage(105, LogLevel.Warning, "Pushes of {Subscription} to {Endpoint} succeed again")]
    public static partial void PushesSucceed(ILogger logger, string subscription, Uri endpoint);

    [LoggerMessage(
        106,
        LogLevel.Warning,
        "{Count} messages of {Subscription} are out of attempts, but {Topic} does not exist; they are delivered again"
    )]
    public static partial void DeadLetterTopicMissing(ILogger logger, int count, string subscription, string topic);

    [LoggerMessage(
        107,
        LogLevel.Warning,
        "{Count} messages of {Subscription} were older than its retention and were dropped"
    )]
    public static partial void MessagesExpired(ILogger logger, int count, string subscription);

    [LoggerMessage(108, LogLevel.Error, "A push of {Subscription} failed by a bug; the message is redelivered")]
    public static partial void PushCrashed(ILogger logger, string subscription, Exception error);

    [LoggerMessage(
        201,
        LogLevel.Error,
        "{Method} {Path} failed; nothing of the request was kept and it was answered 500"
    )]
    public static partial void RequestFailed(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(
        202,
        LogLevel.Error,
        "The BigQuery stand-in failed to run query job {JobId}; the job ends with internalError"
    )]
    public static partial void JobFailed(ILogger logger, string jobId, Exception exception);

    [LoggerMessage(301, LogLevel.Warning, "{Method} {Path} failed with {Exception}; it was answered INTERNAL_ERROR")]
    public static partial void HandlerFailed(ILogger logger, string method, string path, string exception);
}
