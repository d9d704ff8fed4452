namespace NextCode.Attempts.Google.PubSub;

/// <summary>One topic, to publish to.</summary>
public interface ITopic
{
    /// <summary>The full name, <c>projects/P/topics/T</c>.</summary>
    string Name { get; }

    /// <summary>Publishes messages in one call; when it returns, Pub/Sub has all of them durably.</summary>
    /// <param name="messages">1 to 1,000 messages, together at most 10 MB.</param>
    /// <param name="cancellationToken">Gives the call up; whether it took effect is then unknown.</param>
    /// <returns>The ids given, in the messages' order.</returns>
    /// <exception cref="GoogleApiException">The call failed; none or all of the messages may have been taken.</exception>
    Task<IReadOnlyList<string>> PublishAsync(
        IReadOnlyList<PubSubMessage> messages,
        CancellationToken cancellationToken
    );
}
