namespace NextCode.Attempts.Local.SampleApi;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "{Method} {Path} failed with {Exception}; it was answered INTERNAL_ERROR")]
    public static partial void HandlerFailed(ILogger logger, string method, string path, string exception);
}
