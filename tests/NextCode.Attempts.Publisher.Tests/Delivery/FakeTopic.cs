using System.Collections.Concurrent;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Publisher.Tests.Delivery;

/// <summary>A topic that answers as the test says, call by call, and remembers what it took.</summary>
internal sealed class FakeTopic : ITopic
{
    private readonly ConcurrentQueue<PubSubMessage> _taken = new();
    private readonly ConcurrentQueue<int> _calls = new();
    private int _inFlight;
    private int _maxInFlight;

    /// <summary>Runs before a call is taken; it may wait or throw. By default it does neither.</summary>
    public Func<IReadOnlyList<PubSubMessage>, CancellationToken, Task> OnPublish { get; set; } =
        (_, _) => Task.CompletedTask;

    public string Name => "projects/test/topics/attempts";

    public IReadOnlyList<PubSubMessage> Taken => [.. _taken];

    /// <summary>How many messages each call had, failed ones too.</summary>
    public IReadOnlyList<int> Calls => [.. _calls];

    public int MaxInFlight => _maxInFlight;

    public async Task<IReadOnlyList<string>> PublishAsync(
        IReadOnlyList<PubSubMessage> messages,
        CancellationToken cancellationToken
    )
    {
        var inFlight = Interlocked.Increment(ref _inFlight);
        InterlockedMax(ref _maxInFlight, inFlight);
        try
        {
            Task answered;
            try
            {
                answered = OnPublish(messages, cancellationToken);
            }
            finally
            {
                // Only now: who sees the call may change what the next one is answered.
                _calls.Enqueue(messages.Count);
            }

            await answered;
            foreach (var message in messages)
            {
                // The data are only lent for the call.
                _taken.Enqueue(message with { Data = message.Data.ToArray() });
            }

            return [.. messages.Select((_, i) => i.ToString())];
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (
            (seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen
        ) { }
    }
}
