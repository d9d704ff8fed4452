using System.Globalization;
using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Resources;
using NextCode.Attempts.Local.PubSub.Storage;

namespace NextCode.Attempts.Local.PubSub.Operations;

/// <summary>Publishes messages to a topic; answers with their ids when they are durable.</summary>
internal sealed class PublishOperation(
    string topic,
    IReadOnlyList<IncomingMessage> messages,
    Topology topology,
    MessageRouter router
) : WriteOperation
{
    private readonly TaskCompletionSource<string[]> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private RoutedMessages? _routed;

    public Task<string[]> Completion => _completion.Task;

    public override int Rows => messages.Count;

    public override void Apply() => _routed = router.Route(topology.Topic(topic), messages);

    public override void Committed()
    {
        _routed!.Enqueue();
        _completion.SetResult([.. _routed.Ids.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
    }

    public override void Failed(Exception error) => _completion.SetException(error);
}
