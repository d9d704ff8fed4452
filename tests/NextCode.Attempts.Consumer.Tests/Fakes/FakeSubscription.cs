using System.Collections.Concurrent;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>A subscription in memory: what is given back comes again, with another lease.</summary>
internal sealed class FakeSubscription : ISubscription
{
    private readonly ConcurrentQueue<PubSubMessage> _waiting = new();
    private readonly ConcurrentDictionary<string, PubSubMessage> _leased = new();
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new();
    private int _leases;

    public string Name => "projects/local/subscriptions/attempts-consumer";

    public int Acknowledged => _acknowledged.Count;

    public int GivenBack { get; private set; }

    public TaskCompletionSource AllAcknowledged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Expected { get; set; } = int.MaxValue;

    public void Publish(PubSubMessage message) => _waiting.Enqueue(message);

    public async Task<IReadOnlyList<ReceivedMessage>> PullAsync(int maxMessages, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var received = new List<ReceivedMessage>();
        while (received.Count < maxMessages && _waiting.TryDequeue(out var message))
        {
            var ackId = $"lease-{Interlocked.Increment(ref _leases)}";
            _leased[ackId] = message;
            received.Add(new ReceivedMessage(ackId, message, null));
        }

        return received;
    }

    public Task AcknowledgeAsync(IReadOnlyList<string> ackIds, CancellationToken cancellationToken)
    {
        foreach (var id in ackIds)
        {
            if (_leased.TryRemove(id, out _))
            {
                _acknowledged[id] = true;
            }
        }

        if (_acknowledged.Count >= Expected)
        {
            AllAcknowledged.TrySetResult();
        }

        return Task.CompletedTask;
    }

    public Task ModifyAckDeadlineAsync(
        IReadOnlyList<string> ackIds,
        TimeSpan deadline,
        CancellationToken cancellationToken
    )
    {
        if (deadline == TimeSpan.Zero)
        {
            foreach (var id in ackIds)
            {
                if (_leased.TryRemove(id, out var message))
                {
                    GivenBack++;
                    _waiting.Enqueue(message);
                }
            }
        }

        return Task.CompletedTask;
    }
}
