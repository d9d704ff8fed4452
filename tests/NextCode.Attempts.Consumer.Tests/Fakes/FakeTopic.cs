using System.Collections.Concurrent;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>A topic in memory.</summary>
internal sealed class FakeTopic : ITopic
{
    private readonly ConcurrentQueue<PubSubMessage> _messages = new();

    public string Name => "projects/local/topics/attempts-dead-letter";

    public IReadOnlyList<PubSubMessage> Messages => [.. _messages];

    /// <summary>Thrown instead of taking messages, while set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Runs before messages are taken: may wait, and may throw.</summary>
    public Func<IReadOnlyList<PubSubMessage>, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public async Task<IReadOnlyList<string>> PublishAsync(
        IReadOnlyList<PubSubMessage> messages,
        CancellationToken cancellationToken
    )
    {
        await Before(messages);
        if (Failure is { } failure)
        {
            throw failure;
        }

        foreach (var message in messages)
        {
            _messages.Enqueue(message);
        }

        return [.. messages.Select(static (_, index) => $"{index}")];
    }
}
