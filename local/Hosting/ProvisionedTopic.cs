using System.Net;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Local.Hosting;

/// <summary>
/// A topic that takes nothing before its subscription is there: between the creation of the one and of the other,
/// Pub/Sub would take a message and keep it for nobody. What is refused here the publisher keeps and sends again.
/// </summary>
internal sealed class ProvisionedTopic(ITopic topic, Provisioner provisioner) : ITopic
{
    public string Name => topic.Name;

    public async Task<IReadOnlyList<string>> PublishAsync(
        IReadOnlyList<PubSubMessage> messages,
        CancellationToken cancellationToken
    )
    {
        if (!provisioner.IsDone && !await provisioner.TryAsync(cancellationToken))
        {
            throw new GoogleApiException(
                $"Publishing to {Name}: {provisioner.Name} does not answer yet",
                GoogleErrorKind.Transient
            );
        }

        try
        {
            return await topic.PublishAsync(messages, cancellationToken);
        }
        catch (GoogleApiException exception) when (exception.Status is HttpStatusCode.NotFound)
        {
            await provisioner.TryAsync(cancellationToken);
            throw;
        }
    }
}
