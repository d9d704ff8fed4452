namespace NextCode.Attempts.Google.PubSub;

/// <summary>One subscription, to pull from.</summary>
public interface ISubscription
{
    /// <summary>The full name, <c>projects/P/subscriptions/S</c>.</summary>
    string Name { get; }

    /// <summary>Leases messages for the subscription's acknowledgement deadline.</summary>
    /// <param name="maxMessages">At most so many, 1 to 1,000; fewer, or none, may come.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    Task<IReadOnlyList<ReceivedMessage>> PullAsync(int maxMessages, CancellationToken cancellationToken);

    /// <summary>
    /// Leases what is there without waiting for more to come: for looking through a backlog. Pub/Sub may answer with
    /// nothing although there is something (the field <c>returnImmediately</c>): ask again before you believe it.
    /// </summary>
    /// <inheritdoc cref="PullAsync"/>
    Task<IReadOnlyList<ReceivedMessage>> PullNowAsync(int maxMessages, CancellationToken cancellationToken);

    /// <summary>Acknowledges leased messages: they will not come again.</summary>
    /// <exception cref="GoogleApiException">The call failed; the messages may come again.</exception>
    Task AcknowledgeAsync(IReadOnlyList<string> ackIds, CancellationToken cancellationToken);

    /// <summary>Moves the end of leases.</summary>
    /// <param name="ackIds">The leases.</param>
    /// <param name="deadline">From now; whole seconds, 0 to 600 s; zero gives the messages back at once.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    Task ModifyAckDeadlineAsync(IReadOnlyList<string> ackIds, TimeSpan deadline, CancellationToken cancellationToken);
}
