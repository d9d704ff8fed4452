using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Storage;

namespace NextCode.Attempts.Local.PubSub.Operations;

/// <summary>Deletes deliveries that are through.</summary>
internal sealed class DeleteOperation(IReadOnlyList<Delivery> deliveries, DeliveryTable table) : WriteOperation
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Completion => _completion.Task;

    public override int Rows => deliveries.Count;

    public override void Apply()
    {
        foreach (var delivery in deliveries)
        {
            table.Delete(delivery.Id);
        }
    }

    public override void Committed() => _completion.SetResult();

    public override void Failed(Exception error) => _completion.SetException(error);
}
