using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Publisher.Spool.Files;
using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// Side files for bytes that cannot be sent: one file each, a line of JSON that says why, then the bytes as they are.
/// They stay until an operator deletes them.
/// </summary>
internal sealed class Quarantine(
    ISpoolFiles files,
    string root,
    string producer,
    TimeProvider time,
    PublisherMetrics metrics,
    ILogger logger
)
{
    /// <summary>The directory of side files in a spool's root.</summary>
    public const string DirectoryName = "quarantine";

    /// <summary>Keeps damaged bytes of a segment; the same bytes again are not kept twice.</summary>
    public void Keep(Segment segment, long offset, ReadOnlySpan<byte> bytes, in ScannedRange damage)
    {
        var reason = damage.Kind is ScannedKind.TornTail ? "incomplete record" : "checksum mismatch";
        Keep(
            $"{producer}-{segment.Number:D8}-{offset:D10}.bad",
            reason,
            segment.Number,
            offset,
            damage.Header.Sequence,
            bytes
        );
    }

    /// <summary>Keeps an attempt that Pub/Sub refuses for good.</summary>
    /// <returns>False when it could not be kept.</returns>
    public bool KeepRefused(in StoredRecord record, string reason) =>
        Keep(
            $"{producer}-{record.Sequence:D10}.refused",
            reason,
            segment: null,
            offset: null,
            record.Sequence,
            record.Json.Span
        );

    private bool Keep(string name, string reason, int? segment, long? offset, long sequence, ReadOnlySpan<byte> bytes)
    {
        var directory = Path.Combine(root, DirectoryName);
        var path = Path.Combine(directory, name);
        try
        {
            files.CreateDirectory(directory);
            if (files.Files(directory).Contains(name))
            {
                return true;
            }

            var note = new QuarantineNote(
                reason,
                producer,
                segment,
                offset,
                sequence == 0 ? null : sequence,
                bytes.Length,
                time.GetUtcNow()
            );
            byte[] content =
            [
                .. JsonSerializer.SerializeToUtf8Bytes(note, QuarantineJson.Default.QuarantineNote),
                (byte)'\n',
                .. bytes,
            ];
            using var file = files.Create(path, 0);
            file.Write(content, 0);
            file.Sync();
            metrics.Quarantined();
            logger.Quarantined(bytes.Length, producer, segment, offset, sequence, reason, path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            metrics.Quarantined();
            logger.QuarantineFailed(exception, bytes.Length, producer, segment, offset, sequence, reason, path);
            return false;
        }
    }
}

/// <summary>The first line of a side file.</summary>
internal sealed record QuarantineNote(
    string Reason,
    string Producer,
    int? Segment,
    long? Offset,
    long? Sequence,
    int Bytes,
    DateTimeOffset At
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(QuarantineNote))]
internal sealed partial class QuarantineJson : JsonSerializerContext;
