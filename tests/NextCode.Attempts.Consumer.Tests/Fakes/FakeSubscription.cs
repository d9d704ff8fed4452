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

    /// <summary>What a pull would give now.</summary>
    public IReadOnlyList<PubSubMessage> Waiting => [.. _waiting];

    /// <summary>What somebody holds.</summary>
    public int Leased => _leased.Count;

    /// <summary>Runs before a pull has its effect: may wait, and may throw.</summary>
    public Func<Task> BeforePull { get; set; } = static () => Task.CompletedTask;

    /// <summary>Runs before an acknowledgement has its effect: may throw.</summary>
    public Action BeforeAcknowledge { get; set; } = static () => { };

    /// <summary>Lets all leases run out, as after a crash of whoever held them.</summary>
    public void ExpireLeases()
    {
        foreach (var ackId in _leased.Keys)
        {
            if (_leased.TryRemove(ackId, out var message))
            {
                _waiting.Enqueue(message);
            }
        }
    }

    public int GivenBack { get; private set; }

    public TaskCompletionSource AllAcknowledged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Expected { get; set; } = int.MaxValue;

    public void Publish(PubSubMessage message) => _waiting.Enqueue(message);

    public async Task<IReadOnlyList<ReceivedMessage>> PullAsync(int maxMessages, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await BeforePull();
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

    public Task<IReadOnlyList<ReceivedMessage>> PullNowAsync(int maxMessages, CancellationToken cancellationToken) =>
        PullAsync(maxMessages, cancellationToken);

    public Task AcknowledgeAsync(IReadOnlyList<string> ackIds, CancellationToken cancellationToken)
    {
        BeforeAcknowledge();
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
