using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Publisher;

/// <summary>All that the publisher logs: 1xx capture, 2xx spool and delivery.</summary>
internal static partial class Log
{
    [LoggerMessage(
        100,
        LogLevel.Error,
        "Capturing attempts failed {Count} times since this was last logged, at most once a minute. The requests were "
            + "answered as always; their attempts are recorded with what was known, or missing where capture could not begin."
    )]
    public static partial void CaptureFailed(this ILogger logger, long count, Exception exception);

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

    [LoggerMessage(
        210,
        LogLevel.Error,
        "{Bytes} bytes of producer {Producer} (segment {Segment}, offset {Offset}, sequence {Sequence}; 0 where unknown) "
            + "were set aside: {Reason}. They are kept in {Path}; what follows them goes on."
    )]
    public static partial void Quarantined(
        this ILogger logger,
        int bytes,
        string producer,
        int? segment,
        long? offset,
        long sequence,
        string reason,
        string path
    );

    [LoggerMessage(
        211,
        LogLevel.Error,
        "{Bytes} bytes of producer {Producer} (segment {Segment}, offset {Offset}, sequence {Sequence}; 0 where unknown) "
            + "are no good ({Reason}) and could not be kept in {Path}."
    )]
    public static partial void QuarantineFailed(
        this ILogger logger,
        Exception exception,
        int bytes,
        string producer,
        int? segment,
        long? offset,
        long sequence,
        string reason,
        string path
    );

    [LoggerMessage(
        212,
        LogLevel.Warning,
        "How far attempts in {Directory} are sent could not be noted; were the process to die now, some would be sent twice."
    )]
    public static partial void CheckpointNotWritten(this ILogger logger, Exception exception, string directory);

    [LoggerMessage(213, LogLevel.Warning, "{Path} has nothing left to send and could not be deleted.")]
    public static partial void SegmentNotDeleted(this ILogger logger, Exception exception, string path);

    [LoggerMessage(
        220,
        LogLevel.Warning,
        "The spool has no disk: attempts are held in memory (up to {Bytes} bytes), and a kill loses those not sent. Spool:Directory sets a directory."
    )]
    public static partial void MemoryOnly(this ILogger logger, long bytes);

    [LoggerMessage(
        221,
        LogLevel.Error,
        "The spool in {Directory} cannot be written. Attempts are held in memory (up to {Bytes} bytes) until it can be again."
    )]
    public static partial void SpoolUnwritable(this ILogger logger, Exception exception, string directory, long bytes);

    [LoggerMessage(222, LogLevel.Information, "The spool in {Directory} can be written again.")]
    public static partial void SpoolWritable(this ILogger logger, string directory);

    [LoggerMessage(
        223,
        LogLevel.Error,
        "The spool in {Directory} cannot be read. What is in it stays there and is tried again; new attempts are sent from memory."
    )]
    public static partial void SpoolUnreadable(this ILogger logger, Exception exception, string directory);

    [LoggerMessage(
        224,
        LogLevel.Error,
        "What was appended to {Directory} could not be synced: it survives a kill of the process, perhaps not a power cut."
    )]
    public static partial void NotSynced(this ILogger logger, Exception exception, string directory);

    [LoggerMessage(
        225,
        LogLevel.Warning,
        "The spool in {Directory} was not closed in order; the next start adopts it."
    )]
    public static partial void SpoolNotClosed(this ILogger logger, Exception exception, string directory);

    [LoggerMessage(
        226,
        LogLevel.Information,
        "Attempts wait in {Directory} until Pub/Sub has them (up to {Bytes} bytes)."
    )]
    public static partial void SpoolStarted(this ILogger logger, string directory, long bytes);

    [LoggerMessage(
        230,
        LogLevel.Information,
        "Adopted the spool of the dead producer {Producer}: {Pending} attempts to send, {Crashed} of them handlers it died in; "
            + "{TornBytes} bytes of a record that was not finished were cut off."
    )]
    public static partial void SpoolAdopted(
        this ILogger logger,
        string producer,
        long pending,
        int crashed,
        long tornBytes
    );

    [LoggerMessage(231, LogLevel.Information, "The spool of the dead producer {Producer} is sent and deleted.")]
    public static partial void SpoolFinished(this ILogger logger, string producer);

    [LoggerMessage(
        232,
        LogLevel.Error,
        "The spool of the dead producer {Producer} could not be adopted. It stays as it is and is tried again."
    )]
    public static partial void SpoolNotAdopted(this ILogger logger, Exception exception, string producer);
}
