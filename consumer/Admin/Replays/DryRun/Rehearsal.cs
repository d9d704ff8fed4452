using System.Text.Json;
using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Ingest.Insert;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Admin.Replays.DryRun;

/// <summary>Sends a message through today's decode, enrichment and row-building, and asks the table as it is now.</summary>
internal sealed class Rehearsal(RowBuilder builder, LiveTable? table)
{
    /// <summary>Why the message would become a letter again; null where it would become a row.</summary>
    public Rejection? Judge(PubSubMessage message)
    {
        if (!PubSubBinding.TryRead(message.Attributes, message.Data, out var cloudEvent, out var error))
        {
            return new Rejection(DeadLetterReason.NotACloudEvent, error, Stages.Decode);
        }

        var (row, rejection) = builder.Build(cloudEvent);
        if (row is null)
        {
            return rejection;
        }

        if (row.Json.Length > RowInserter.MaxRowBytes)
        {
            return new Rejection(DeadLetterReason.TooLarge, $"the row has {row.Json.Length} bytes", Stages.Insert);
        }

        if (table is null)
        {
            return null;
        }

        using var json = JsonDocument.Parse(row.Json);
        return table.Fault(json.RootElement) is { } fault
            ? new Rejection(DeadLetterReason.RowRefused, fault, Stages.Insert)
            : null;
    }
}
