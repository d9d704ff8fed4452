using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Consumer.Ingest.Insert;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.DeadLetters;

/// <summary>Sends what can never become a row to the dead-letter topic, letters that wait sharing calls.</summary>
internal sealed class DeadLetterPublisher
{
    // Pub/Sub takes 1,000 messages and 10 MB a call.
    private const int MaxLetters = 1000;
    private const long MaxCallBytes = 9_000_000;
    private const int Calls = 2;

    private readonly ITopic _topic;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _deadline;
    private readonly Coalescer<PendingLetter> _coalescer;

    public DeadLetterPublisher(ITopic topic, IOptions<ConsumerOptions> options, TimeProvider timeProvider)
    {
        _topic = topic;
        _timeProvider = timeProvider;
        _deadline = options.Value.PushDeadline;
        _coalescer = new Coalescer<PendingLetter>(
            Calls,
            MaxLetters,
            MaxCallBytes,
            static letter => letter.Bytes,
            SendAsync
        );
    }

    /// <summary>When it returns, Pub/Sub has the letter durably.</summary>
    /// <exception cref="GoogleApiException">The letter was not taken: the message must not be acknowledged.</exception>
    /// <exception cref="OperationCanceledException">The deadline passed; whether Pub/Sub has the letter is unknown.</exception>
    public Task PublishAsync(IncomingMessage incoming, Rejection rejection, CancellationToken deadline)
    {
        var message = Letter.Create(incoming, rejection, _timeProvider.GetUtcNow());
        var letter = new PendingLetter(message, PubSubLimits.Size(message.Data.Length, message.Attributes));
        _coalescer.Add(letter);
        return letter.Published.WaitAsync(deadline);
    }

    private async Task SendAsync(IReadOnlyList<PendingLetter> letters)
    {
        using var deadline = new CancellationTokenSource(_deadline, _timeProvider);
        try
        {
            await _topic.PublishAsync([.. letters.Select(static letter => letter.Message)], deadline.Token);
        }
        catch (GoogleApiException exception) when (letters.Count > 1 && InsertPipeline.IsAboutContent(exception))
        {
            // One letter that Pub/Sub does not take holds no other back.
            foreach (var letter in letters)
            {
                await SendAsync([letter]);
            }

            return;
        }
        catch (Exception exception)
        {
            foreach (var letter in letters)
            {
                letter.Fail(exception);
            }

            return;
        }

        foreach (var letter in letters)
        {
            letter.Settle();
        }
    }
}
