using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Publisher;

internal static partial class Log
{
    [LoggerMessage(
        200,
        LogLevel.Error,
        "{Count} attempts of producer {Producer}, sequence {First} to {Last}, were dropped: {Reason}. They are lost."
    )]
    public static partial void AttemptsDropped(
        this ILogger logger,
        long count,
        string reason,
        string producer,
        long first,
        long last
    );

    [LoggerMessage(
        201,
        LogLevel.Warning,
        "Publishing {Count} attempts to {Topic} failed: {Reason}. They are kept and tried again in {Pause}; "
            + "further failures are counted, not logged, until a call succeeds."
    )]
    public static partial void PublishFailing(
        this ILogger logger,
        int count,
        string topic,
        string reason,
        TimeSpan pause
    );

    [LoggerMessage(202, LogLevel.Information, "Publishing to {Topic} succeeds again after {Failures} failed calls.")]
    public static partial void PublishRecovered(this ILogger logger, string topic, long failures);

    [LoggerMessage(
        203,
        LogLevel.Critical,
        "Publishing to {Topic} is refused: {Reason}. Nothing can be sent until somebody changes that; "
            + "attempts are kept up to the spool's bound and tried again."
    )]
    public static partial void PublishRefused(this ILogger logger, string topic, string reason);

    [LoggerMessage(
        204,
        LogLevel.Error,
        "Attempt with sequence {Sequence} is refused by {Topic} for good: {Reason}. It is let go of so that it does not halt the others."
    )]
    public static partial void MessageRefused(this ILogger logger, long sequence, string topic, string reason);

    [LoggerMessage(205, LogLevel.Error, "Delivery met a fault that is no failed call; it goes on.")]
    public static partial void DeliveryFault(this ILogger logger, Exception exception);
}
