namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Where attempts wait until Pub/Sub has them, and how much may wait.</summary>
public sealed class SpoolOptions
{
    /// <summary>
    /// What attempts held in memory may take together, in bytes. Default 64 MiB, at least 1 MiB. Memory is used where
    /// there is no directory, and while the disk is full or cannot be written.
    /// </summary>
    public long MemoryBytes { get; set; } = 64L << 20;

    /// <summary>Which attempts go at a bound; each is counted. Default: the oldest.</summary>
    public SpoolPolicy AtBound { get; set; } = SpoolPolicy.DropOldest;

    internal IEnumerable<string> Validate()
    {
        if (MemoryBytes < 1 << 20)
        {
            yield return $"{nameof(MemoryBytes)} is {MemoryBytes}; at least 1048576 (1 MiB).";
        }

        if (!Enum.IsDefined(AtBound))
        {
            yield return $"{nameof(AtBound)} is {AtBound}; DropOldest or DropNewest.";
        }
    }
}
