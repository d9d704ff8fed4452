namespace NextCode.Attempts.Local.PubSub.Queues;

internal enum DeliveryState
{
    /// <summary>Waits for a pull or a push.</summary>
    Ready,

    /// <summary>Given out and neither acknowledged nor refused yet.</summary>
    Leased,

    /// <summary>Refused or expired; waits for its back-off.</summary>
    Delayed,

    /// <summary>Out of attempts; on its way to the dead-letter topic.</summary>
    Forwarding,

    /// <summary>Acknowledged, forwarded or dropped.</summary>
    Done,
}

/// <summary>One message as one subscription owes it. Its queue alone changes it, under the queue's lock.</summary>
internal sealed class Delivery(long id, StoredMessage message, int failures)
{
    /// <summary>The row in the store.</summary>
    public long Id { get; } = id;

    public StoredMessage Message { get; } = message;

    /// <summary>How often it was refused or its lease ran out.</summary>
    public int Failures { get; set; } = failures;

    public DeliveryState State { get; set; }

    /// <summary>Grows with every change of lease, so that what refers to an earlier one is recognized.</summary>
    public int Lease { get; set; }

    /// <summary>When its lease or back-off ends, in ticks of the monotonic clock; 0 when nothing is due.</summary>
    public long DueAt { get; set; }
}

/// <summary>A delivery given out: the lease that was current then, and which attempt it is, from 1.</summary>
internal readonly record struct LeasedDelivery(Delivery Delivery, int Lease, int Attempt);
