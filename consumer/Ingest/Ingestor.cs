using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Enrichment;
using NextCode.Attempts.Consumer.Ingest.Insert;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Consumer.Telemetry;
using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Ingest;

/// <summary>Takes one message all the way: to a row in BigQuery, to the dead letters, or back to Pub/Sub.</summary>
internal sealed class Ingestor(
    RowBuilder builder,
    Enricher enricher,
    TableColumns columns,
    RowInserter inserter,
    DeadLetterPublisher deadLetters,
    ConsumerMetrics metrics,
    TimeProvider timeProvider,
    ILogger<Ingestor> logger
)
{
    /// <summary>Takes a message as far as it gets before the deadline.</summary>
    public async Task<IngestOutcome> IngestAsync(IncomingMessage incoming, Deadline deadline)
    {
        var message = incoming.Message;
        if (!PubSubBinding.TryRead(message.Attributes, message.Data, out var cloudEvent, out var error))
        {
            var notAnEvent = new Rejection(DeadLetterReason.NotACloudEvent, error, Stages.Decode);
            return await DeadLetterAsync(incoming, notAnEvent, deadline);
        }

        using var span = ConsumerTracing.StartIngest(cloudEvent, message.Attributes);
        await enricher.PrepareAsync(cloudEvent.Data);
        var (row, rejection) = builder.Build(cloudEvent);
        if (row is null)
        {
            return await DeadLetterAsync(incoming, rejection!, deadline);
        }

        var verdict = await InsertAsync(cloudEvent, row, deadline);
        switch (verdict.Kind)
        {
            case RowVerdictKind.Accepted:
                metrics.Inserted(timeProvider.GetUtcNow() - row.Timestamp);
                metrics.LeftOver(row.LeftOvers);
                return IngestOutcome.Inserted;
            case RowVerdictKind.Refused:
                var refused = new Rejection(DeadLetterReason.RowRefused, verdict.Detail, Stages.Insert);
                return await DeadLetterAsync(incoming, refused, deadline);
            case RowVerdictKind.TooLarge:
                var tooLarge = new Rejection(DeadLetterReason.TooLarge, verdict.Detail, Stages.Insert);
                return await DeadLetterAsync(incoming, tooLarge, deadline);
            default:
                metrics.Returned("bigquery");
                return IngestOutcome.Retry;
        }
    }

    /// <summary>Sends a message that can never become a row to the dead letters.</summary>
    public async Task<IngestOutcome> DeadLetterAsync(IncomingMessage incoming, Rejection rejection, Deadline deadline)
    {
        var reason = rejection.Reason.ToWireName();
        using var token = deadline.ToTokenSource();
        try
        {
            await deadLetters.PublishAsync(incoming, rejection, token.Token);
        }
        catch (Exception exception) when (exception is GoogleApiException or OperationCanceledException)
        {
            metrics.Returned("dead_letter_topic");
            Log.DeadLetteringFailed(logger, incoming.Message.MessageId, reason, exception.Message);
            return IngestOutcome.Retry;
        }

        metrics.DeadLettered(rejection.Reason);
        Log.DeadLettered(logger, incoming.Message.MessageId, reason, rejection.Detail);
        return IngestOutcome.DeadLettered;
    }

    private async Task<RowVerdict> InsertAsync(CloudEvent cloudEvent, Row row, Deadline deadline)
    {
        var verdict = await inserter.InsertAsync(row, deadline);

        // Every round takes one column away, so that it ends; a row that meets one taken away meanwhile goes again.
        for (var round = 0; verdict.Kind is RowVerdictKind.UnknownColumn && round < MaxRounds; round++)
        {
            if (columns.Exclude(verdict.Column!))
            {
                Log.ColumnMissing(logger, verdict.Column!);
            }

            verdict = await inserter.InsertAsync(builder.Build(cloudEvent).Row!, deadline);
        }

        return verdict;
    }

    // More columns missing at once than this is another table: held back rather than emptied into additional_data.
    private const int MaxRounds = 20;
}
