namespace NextCode.Attempts.Local.BigQuery;

/// <summary>What the BigQuery stand-in logs.</summary>
internal static partial class Log
{
    [LoggerMessage(
        1,
        LogLevel.Error,
        "The BigQuery stand-in failed on {Method} {Path}; nothing of the request was kept"
    )]
    public static partial void RequestFailed(ILogger logger, string method, string path, Exception exception);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "The BigQuery stand-in failed to run query job {JobId}; the job ends with internalError"
    )]
    public static partial void JobFailed(ILogger logger, string jobId, Exception exception);
}
