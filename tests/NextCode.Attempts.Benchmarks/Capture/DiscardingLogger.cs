using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>A logger that is enabled, so that HttpLogging does its work, and writes nothing, not even the text.</summary>
internal sealed class DiscardingLogger : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) { }

    public void Dispose() { }
}
