namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Why attempts were let go of without Pub/Sub having them.</summary>
internal enum DropReason
{
    /// <summary>The spool's bound on disk was reached.</summary>
    SpoolFull,

    /// <summary>They waited longer than the spool's bound on age.</summary>
    Expired,

    /// <summary>Memory's bound was reached.</summary>
    MemoryFull,

    /// <summary>The process stopped while attempts were held in memory.</summary>
    Stopped,

    /// <summary>Pub/Sub refuses this one message for good, and there is no disk to keep it on.</summary>
    Refused,
}
