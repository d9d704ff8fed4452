using System.Globalization;
using NextCode.Attempts.Consumer.DeadLetters.Box;
using NextCode.Attempts.Consumer.Ingest.Insert;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>Puts letters back on the main topic.</summary>
internal sealed class TopicSink(ITopic topic, MessageMaker maker, Retries retries) : ILetterSink
{
    private const string NotPublished = "NOT_PUBLISHED";

    public async Task<List<LeasedLetter>> TakeAsync(
        List<LeasedLetter> letters,
        JobTally tally,
        CancellationToken stopping
    )
    {
        var outgoing = new List<(LeasedLetter Leased, PubSubMessage Message)>(letters.Count);
        foreach (var leased in letters)
        {
            if (maker.Make(leased.Letter).Message is { } message)
            {
                outgoing.Add((leased, message));
            }
        }

        var published = new List<LeasedLetter>(outgoing.Count);
        await PublishAsync(outgoing, published, tally, stopping);
        return published;
    }

    private async Task PublishAsync(
        List<(LeasedLetter Leased, PubSubMessage Message)> outgoing,
        List<LeasedLetter> published,
        JobTally tally,
        CancellationToken stopping
    )
    {
        if (outgoing.Count == 0)
        {
            return;
        }

        try
        {
            PubSubMessage[] messages = [.. outgoing.Select(static item => item.Message)];
            await retries.RunAsync(() => topic.PublishAsync(messages, CancellationToken.None), stopping);
        }
        catch (GoogleApiException exception) when (InsertPipeline.IsAboutContent(exception))
        {
            // One letter that Pub/Sub does not take holds no other back; it stays where it is.
            if (outgoing.Count == 1)
            {
                var status = ((int?)exception.Status)?.ToString(CultureInfo.InvariantCulture);
                tally.Fail(outgoing[0].Leased.Letter, NotPublished, $"Pub/Sub refused the message: {status}");
                return;
            }

            var half = outgoing.Count / 2;
            await PublishAsync(outgoing[..half], published, tally, stopping);
            await PublishAsync(outgoing[half..], published, tally, stopping);
            return;
        }

        foreach (var (leased, _) in outgoing)
        {
            tally.PutBack(leased.Letter);
            published.Add(leased);
        }
    }
}
