using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Publisher;

internal static partial class Log
{
    [LoggerMessage(
        100,
        LogLevel.Error,
        "Capturing attempts failed {Count} times since this was last logged, at most once a minute. The requests were "
            + "answered as always; their attempts are recorded with what was known, or missing where capture could not begin."
    )]
    public static partial void CaptureFailed(this ILogger logger, long count, Exception exception);
}
