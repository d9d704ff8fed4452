using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Local.Tests.Hosting;

/// <summary>A topic that counts what it takes, or fails as it is told.</summary>
internal sealed class RecordingTopic : ITopic
{
    public string Name => "projects/local/topics/attempts";

    public int Taken { get; private set; }

    public GoogleApiException? Failure { get; set; }

    public Task<IReadOnlyList<string>> PublishAsync(
        IReadOnlyList<PubSubMessage> messages,
        CancellationToken cancellationToken
    )
    {
        if (Failure is { } failure)
        {
            throw failure;
        }

        Taken += messages.Count;
        return Task.FromResult<IReadOnlyList<string>>([.. messages.Select((_, index) => $"{index}")]);
    }
}
