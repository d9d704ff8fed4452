using System.Net;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>
/// Finds out, when Pub/Sub refuses a call for what it carries, which messages are to blame. A message is only blamed
/// when others are taken: where all are refused, it is the topic, and everything is kept.
/// </summary>
internal sealed class RefusedMessages(ITopic topic, ILogger logger)
{
    // A refused message is tried once more without what is long in it.
    private const int ShrunkBytes = 16 << 10;

    // So many refused one by one while none is taken: it is the topic.
    private const int EnoughRefused = 10;

    private readonly Dictionary<(IRecordSource, long), long> _refusedAlone = [];
    private readonly Lock _gate = new();
    private long _taken;

    /// <summary>Whether a failure is about what the call carries.</summary>
    public static bool IsAboutMessages(GoogleApiException exception) =>
        exception
            is {
                Kind: GoogleErrorKind.Permanent,
                Status: HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge,
            };

    /// <summary>Pub/Sub took a call.</summary>
    public void Taken() => Interlocked.Increment(ref _taken);

    /// <summary>Publishes a refused call's messages by halves, and sets aside those that are to blame.</summary>
    /// <returns>How many were published; null when none was and nothing shows that the messages are to blame.</returns>
    /// <exception cref="GoogleApiException">A call failed for another reason; some may have been published.</exception>
    public async Task<int?> ResolveAsync(
        IRecordSource source,
        RecordBatch batch,
        PubSubMessage[] messages,
        GoogleApiException refusal,
        CancellationToken cancellationToken
    )
    {
        var refused = new Dictionary<int, string>();
        if (messages.Length == 1)
        {
            refused[0] = refusal.Message;
        }
        else
        {
            await HalveAsync(messages, 0, messages.Length, refused, cancellationToken);
        }

        var published = messages.Length - refused.Count;
        if (published == 0 || refused.Count >= EnoughRefused)
        {
            if (messages.Length > 1 || !OthersWereTakenSince(source, batch.Records[0].Sequence))
            {
                return null;
            }
        }

        foreach (var (index, reason) in refused)
        {
            var record = batch.Records[index];
            if (await TryShrunkAsync(messages[index], cancellationToken))
            {
                published++;
            }
            else
            {
                source.TryKeepRefused(record, reason);
                logger.MessageRefused(record.Sequence, topic.Name, reason);
            }
        }

        return published;
    }

    private async Task HalveAsync(
        PubSubMessage[] messages,
        int from,
        int to,
        Dictionary<int, string> refused,
        CancellationToken cancellationToken
    )
    {
        var middle = (from + to) / 2;
        foreach (var (start, end) in ((int, int)[])[(from, middle), (middle, to)])
        {
            if (refused.Count >= EnoughRefused)
            {
                // Not tried any more; with the rest they go back.
                return;
            }

            try
            {
                await topic.PublishAsync(messages[start..end], cancellationToken);
                Taken();
            }
            catch (GoogleApiException exception) when (IsAboutMessages(exception))
            {
                if (end - start == 1)
                {
                    refused[start] = exception.Message;
                }
                else
                {
                    await HalveAsync(messages, start, end, refused, cancellationToken);
                }
            }
        }
    }

    private async Task<bool> TryShrunkAsync(PubSubMessage message, CancellationToken cancellationToken)
    {
        if (message.Data.Length <= ShrunkBytes)
        {
            return false;
        }

        try
        {
            var shrunk = OversizedAttempt.Shrink(message.Data.Span, ShrunkBytes);
            await topic.PublishAsync([message with { Data = shrunk }], cancellationToken);
            return true;
        }
        catch (GoogleApiException exception) when (IsAboutMessages(exception))
        {
            return false;
        }
    }

    private bool OthersWereTakenSince(IRecordSource source, long sequence)
    {
        lock (_gate)
        {
            var taken = Interlocked.Read(ref _taken);
            if (_refusedAlone.Remove((source, sequence), out var before) && taken > before)
            {
                return true;
            }

            _refusedAlone[(source, sequence)] = taken;
            return false;
        }
    }
}
