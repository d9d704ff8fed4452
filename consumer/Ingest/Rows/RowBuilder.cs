using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.ObjectPool;
using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Enrichment;

namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>
/// Builds the table's row of an event in one pass over its data, driven by the table's columns: a new column needs no
/// code. Strict about what identifies the record, forgiving about the rest: what fits no column is kept in
/// <c>additional_data</c>.
/// </summary>
internal sealed class RowBuilder(TableColumns table, Enricher enricher, TimeProvider timeProvider)
{
    // BigQuery refuses longer insertIds (cloud.google.com/bigquery/quotas, "insertId field length").
    private const int MaxIdLength = 128;

    private readonly DefaultObjectPool<RowScratch> _pool = new(new DefaultPooledObjectPolicy<RowScratch>());

    /// <summary>Builds the row, or says why the event can never be one.</summary>
    public (Row? Row, Rejection? Rejection) Build(CloudEvent cloudEvent)
    {
        if (cloudEvent.Type is not AttemptEvent.Type)
        {
            return Reject(DeadLetterReason.InvalidField, $"type is not {AttemptEvent.Type}");
        }

        if (cloudEvent.Id.Length > MaxIdLength)
        {
            return Reject(DeadLetterReason.InvalidField, $"id is longer than {MaxIdLength} characters");
        }

        var data = cloudEvent.Data.Span;
        if (data.IsEmpty)
        {
            return Reject(DeadLetterReason.Unreadable, "the event has no data");
        }

        if (!Utf8.IsValid(data))
        {
            return Reject(DeadLetterReason.Unreadable, "data are not UTF-8");
        }

        var scratch = _pool.Get();
        try
        {
            return Build(cloudEvent, data, table.Current, scratch);
        }
        catch (JsonException exception)
        {
            return Reject(
                DeadLetterReason.Unreadable,
                $"data are not JSON (line {exception.LineNumber}, byte {exception.BytePositionInLine})"
            );
        }
        finally
        {
            _pool.Return(scratch);
        }
    }

    private (Row? Row, Rejection? Rejection) Build(
        CloudEvent cloudEvent,
        ReadOnlySpan<byte> data,
        KnownColumns columns,
        RowScratch scratch
    )
    {
        var reader = new Utf8JsonReader(data, RowScratch.ReaderOptions);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return Reject(DeadLetterReason.Unreadable, "data are not a JSON object");
        }

        var pass = new RowPass(columns, enricher, scratch);
        scratch.Writer.WriteStartObject();
        pass.Copy(ref reader, data);
        reader.Read(); // Throws where something follows the object.

        var now = timeProvider.GetUtcNow();
        if (pass.Timestamp is null && Rfc3339.TryParse(cloudEvent.Time, out var eventTime))
        {
            pass.Timestamp = eventTime;
        }

        if (pass.Timestamp is not { } timestamp)
        {
            return Reject(DeadLetterReason.InvalidField, "neither timestamp nor the event's time can be read");
        }

        if (!Timestamps.IsInPartitionRange(timestamp, now))
        {
            return Reject(
                DeadLetterReason.OutOfPartitionRange,
                "timestamp is more than five years back or one year ahead"
            );
        }

        pass.WriteEnvelope(cloudEvent, timestamp, now);
        scratch.Writer.WriteEndObject();
        return (new Row(cloudEvent.Id, scratch.Written.ToArray(), timestamp, scratch.LeftOvers.Count), null);
    }

    private static (Row? Row, Rejection? Rejection) Reject(DeadLetterReason reason, string detail) =>
        (null, new Rejection(reason, detail, Stages.Decode));
}
