using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace NextCode.Attempts.Consumer.Hosting;

/// <summary>
/// One JSON object a line, as Cloud Logging reads it (cloud.google.com/logging/docs/structured-logging), tied to the
/// trace of the request it was written in.
/// </summary>
internal sealed class CloudRunLogFormatter(IConfiguration configuration, TimeProvider timeProvider)
    : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "cloud-run";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string? _project =
        configuration["GOOGLE_CLOUD_PROJECT"] ?? configuration[$"{ConsumerOptions.Section}:ProjectId"];

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteString("severity"u8, Severity(logEntry.LogLevel));
            writer.WriteString("message"u8, Message(logEntry));
            writer.WriteString("time"u8, Rfc3339.Format(timeProvider.GetUtcNow()));
            writer.WriteString("logger"u8, logEntry.Category);
            writer.WriteNumber("event"u8, logEntry.EventId.Id);
            WriteTrace(writer);
            writer.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static string Message<TState>(in LogEntry<TState> entry)
    {
        var message = entry.Formatter(entry.State, entry.Exception);
        return entry.Exception is null ? message : $"{message}\n{entry.Exception}";
    }

    private void WriteTrace(Utf8JsonWriter writer)
    {
        if (Activity.Current is not { IdFormat: ActivityIdFormat.W3C } activity || _project is null)
        {
            return;
        }

        writer.WriteString("logging.googleapis.com/trace"u8, $"projects/{_project}/traces/{activity.TraceId}");
        writer.WriteString("logging.googleapis.com/spanId"u8, activity.SpanId.ToString());
        writer.WriteBoolean("logging.googleapis.com/trace_sampled"u8, activity.Recorded);
    }

    private static string Severity(LogLevel level) =>
        level switch
        {
            LogLevel.Trace or LogLevel.Debug => "DEBUG",
            LogLevel.Information => "INFO",
            LogLevel.Warning => "WARNING",
            LogLevel.Error => "ERROR",
            LogLevel.Critical => "CRITICAL",
            _ => "DEFAULT",
        };
}
