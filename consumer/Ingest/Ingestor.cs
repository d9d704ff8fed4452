using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Ingest;

/// <summary>Takes one message all the way: to a row in BigQuery, to the dead letters, or back to Pub/Sub.</summary>
internal sealed class Ingestor(
    RowBuilder rows,
    RowInserter inserter,
    DeadLetterPublisher deadLetters,
    ILogger<Ingestor> logger
)
{
    public async Task<IngestOutcome> IngestAsync(IncomingMessage incoming, CancellationToken cancellationToken)
    {
        var message = incoming.Message;
        if (!PubSubBinding.TryRead(message.Attributes, message.Data, out var cloudEvent, out var error))
        {
            var rejection = new Rejection(DeadLetterReason.NotACloudEvent, error, "decode");
            return await DeadLetterAsync(incoming, rejection, cancellationToken);
        }

        var (row, refused) = rows.Build(cloudEvent);
        if (row is null)
        {
            return await DeadLetterAsync(incoming, refused!, cancellationToken);
        }

        try
        {
            if (await inserter.InsertAsync(row, cancellationToken) is not { } rowError)
            {
                return IngestOutcome.Inserted;
            }

            // BigQuery's message may quote the value, so it stays out of letter and log.
            var where = string.IsNullOrEmpty(rowError.Location) ? "" : $" at {rowError.Location}";
            var detail = $"BigQuery refused the row: {rowError.Reason}{where}";
            var rejection = new Rejection(DeadLetterReason.RowRefused, detail, "insert");
            return await DeadLetterAsync(incoming, rejection, cancellationToken);
        }
        catch (GoogleApiException exception)
        {
            Log.InsertFailed(logger, message.MessageId, row.EventId, exception.Message);
            return IngestOutcome.Retry;
        }
    }

    /// <summary>Sends a message that can never become a row to the dead letters.</summary>
    public async Task<IngestOutcome> DeadLetterAsync(
        IncomingMessage incoming,
        Rejection rejection,
        CancellationToken cancellationToken
    )
    {
        var reason = rejection.Reason.ToWireName();
        try
        {
            await deadLetters.PublishAsync(incoming, rejection, cancellationToken);
        }
        catch (GoogleApiException exception)
        {
            Log.DeadLetteringFailed(logger, incoming.Message.MessageId, reason, exception.Message);
            return IngestOutcome.Retry;
        }

        Log.DeadLettered(logger, incoming.Message.MessageId, reason, rejection.Detail);
        return IngestOutcome.DeadLettered;
    }
}
