namespace NextCode.Attempts.Local.PubSub;

internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Error,
        "A transaction of {Operations} operations was rolled back; whoever waits for them was answered 503"
    )]
    public static partial void TransactionFailed(ILogger logger, int operations, Exception error);

    [LoggerMessage(2, LogLevel.Critical, "The write loop ended by an error; nothing is stored until a restart")]
    public static partial void WriteLoopFailed(ILogger logger, Exception error);

    [LoggerMessage(3, LogLevel.Error, "{Method} {Path} failed; the request was answered 500")]
    public static partial void RequestFailed(ILogger logger, string method, string path, Exception error);

    [LoggerMessage(
        4,
        LogLevel.Warning,
        "Pushes of {Subscription} to {Endpoint} fail ({Reason}); messages are kept and redelivered. Not repeated until one succeeds"
    )]
    public static partial void PushesFail(ILogger logger, string subscription, Uri endpoint, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Pushes of {Subscription} to {Endpoint} succeed again")]
    public static partial void PushesSucceed(ILogger logger, string subscription, Uri endpoint);

    [LoggerMessage(
        6,
        LogLevel.Warning,
        "{Count} messages of {Subscription} are out of attempts, but {Topic} does not exist; they are delivered again"
    )]
    public static partial void DeadLetterTopicMissing(ILogger logger, int count, string subscription, string topic);

    [LoggerMessage(
        7,
        LogLevel.Warning,
        "{Count} messages of {Subscription} were older than its retention and were dropped"
    )]
    public static partial void MessagesExpired(ILogger logger, int count, string subscription);

    [LoggerMessage(8, LogLevel.Error, "A push of {Subscription} failed by a bug; the message is redelivered")]
    public static partial void PushCrashed(ILogger logger, string subscription, Exception error);
}
