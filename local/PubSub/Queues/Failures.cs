using System.Runtime.InteropServices;
using NextCode.Attempts.Local.PubSub.Resources;

namespace NextCode.Attempts.Local.PubSub.Queues;

/// <summary>What failed under the queue's lock, to be told once the lock is released.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct Failures
{
    private List<Delivery>? _counted;
    private List<Delivery>? _exhausted;

    /// <summary>Notes a failure that the delivery has already counted. True when it was out of attempts with it.</summary>
    public bool Add(Delivery delivery, DeadLetterSettings? policy)
    {
        if (policy is null)
        {
            return false;
        }
        var isExhausted = delivery.Failures >= policy.MaxDeliveryAttempts;
        (isExhausted ? _exhausted ??= [] : _counted ??= []).Add(delivery);
        return isExhausted;
    }

    public readonly void ReportTo(IQueueListener listener)
    {
        if (_counted is not null)
        {
            listener.OnFailed(_counted);
        }
        if (_exhausted is not null)
        {
            listener.OnExhausted(_exhausted);
        }
    }
}
