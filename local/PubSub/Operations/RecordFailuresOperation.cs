using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Storage;

namespace NextCode.Attempts.Local.PubSub.Operations;

/// <summary>Stores how often deliveries failed.</summary>
internal sealed class RecordFailuresOperation(IReadOnlyList<Delivery> deliveries, DeliveryTable table) : WriteOperation
{
    public override int Rows => deliveries.Count;

    public override void Apply()
    {
        foreach (var delivery in deliveries)
        {
            table.SetFailures(delivery.Id, delivery.Failures);
        }
    }

    public override void Committed() { }

    public override void Failed(Exception error)
    {
        // The count in memory stands; after a restart the message gets one attempt more.
    }
}
