using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// An intent's JSON: the attempt as it is to be if the process dies, so that recovery has to understand nothing.
/// Written into a buffer of the thread, without allocating.
/// </summary>
internal static class IntentJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private static readonly string Status = ErrorCode.ProcessCrashed.Status.ToWireName();
    private static readonly string Category = ErrorCode.ProcessCrashed.Category.ToWireName();

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes an intent; the bytes are valid until the thread's next call.</summary>
    public static ReadOnlySpan<byte> Write(in AttemptIntent intent)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
        var writer = _writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset();
        Span<char> time = stackalloc char[32];
        intent.Timestamp.UtcDateTime.TryFormat(time, out var length, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
        writer.WriteStartObject();
        writer.WriteString("attempt_id"u8, intent.AttemptId);
        writer.WriteString("timestamp"u8, time[..length]);
        if (intent.Action is { } action)
        {
            writer.WriteString("action"u8, action.ToWireName());
        }

        writer.WriteString("status"u8, Status);
        Write(writer, "domain"u8, intent.Domain);
        Write(writer, "user_agent"u8, intent.UserAgent);
        Write(writer, "ip"u8, intent.Ip);
        Write(writer, "path"u8, intent.Path);
        Write(writer, "fp"u8, intent.Fp);
        Write(writer, "operation"u8, intent.Operation);
        writer.WriteString("error_code"u8, ErrorCode.ProcessCrashed.Code);
        writer.WriteString("error_category"u8, Category);
        Write(writer, "request_id"u8, intent.RequestId);
        Write(writer, "trace_id"u8, intent.TraceId);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan;
    }

    private static void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
