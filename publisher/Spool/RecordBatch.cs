namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Records lent to delivery; exactly one of <see cref="Complete"/> and <see cref="Return"/> ends the loan.</summary>
internal abstract class RecordBatch
{
    /// <summary>In the order of their numbers; never empty.</summary>
    public abstract IReadOnlyList<StoredRecord> Records { get; }

    /// <summary>Pub/Sub has them all, or they are accounted for otherwise: they can be forgotten.</summary>
    public abstract void Complete();

    /// <summary>They are to be tried again.</summary>
    /// <param name="later">After all others, so that they do not stand in the way.</param>
    public abstract void Return(bool later = false);
}
