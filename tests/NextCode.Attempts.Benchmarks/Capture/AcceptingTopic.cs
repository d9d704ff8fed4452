using System.Globalization;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>A topic that takes everything at once: what is measured is the API's side.</summary>
internal sealed class AcceptingTopic : ITopic
{
    private long _messages;

    public string Name => "projects/local/topics/attempts";

    public long Messages => Interlocked.Read(ref _messages);

    public Task<IReadOnlyList<string>> PublishAsync(
        IReadOnlyList<PubSubMessage> messages,
        CancellationToken cancellationToken
    )
    {
        var last = Interlocked.Add(ref _messages, messages.Count);
        return Task.FromResult<IReadOnlyList<string>>([
            .. messages.Select((_, i) => (last - i).ToString(CultureInfo.InvariantCulture)),
        ]);
    }
}
