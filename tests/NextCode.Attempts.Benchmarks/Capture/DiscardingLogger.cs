using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>A logger that is enabled, so that HttpLogging does its work, and writes nothing.</summary>
/// <param name="formats">Whether it makes the text that a log would hold before it drops it.</param>
internal sealed class DiscardingLogger(bool formats) : ILoggerProvider, ILogger
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
    )
    {
        if (formats)
        {
            Characters += formatter(state, exception).Length;
        }
    }

    /// <summary>Characters of the texts made.</summary>
    public long Characters { get; private set; }

    public void Dispose() { }
}
