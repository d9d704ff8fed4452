using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.Fuzz;

/// <summary>Counts letters by reason; one that Pub/Sub would refuse fails the test.</summary>
internal sealed class CountingTopic : ITopic
{
    public string Name => "projects/local/topics/attempts-dead-letter";

    public int Letters { get; private set; }

    public Dictionary<string, int> Reasons { get; } = [];

    public Task<IReadOnlyList<string>> PublishAsync(
        IReadOnlyList<PubSubMessage> messages,
        CancellationToken cancellationToken
    )
    {
        foreach (var letter in messages)
        {
            Assert.That(letter.Attributes, Has.Count.LessThanOrEqualTo(100));
            var reason = letter.Attributes["dead-letter-reason"];
            Reasons[reason] = Reasons.GetValueOrDefault(reason) + 1;
            Letters++;
        }

        return Task.FromResult<IReadOnlyList<string>>([.. messages.Select(static _ => "1")]);
    }
}
