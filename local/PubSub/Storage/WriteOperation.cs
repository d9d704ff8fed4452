namespace NextCode.Attempts.Local.PubSub.Storage;

/// <summary>A change to the store and to what memory says of it.</summary>
internal abstract class WriteOperation
{
    /// <summary>About how many rows it touches, to bound a transaction.</summary>
    public abstract int Rows { get; }

    /// <summary>
    /// Whether it needs a transaction of its own, because it reads what an operation before it changes only when
    /// committed.
    /// </summary>
    public virtual bool RunsAlone => false;

    /// <summary>
    /// Writes, inside a transaction. An <see cref="Wire.ApiException"/> thrown before the first write fails this
    /// operation alone.
    /// </summary>
    public abstract void Apply();

    /// <summary>Runs after the transaction is durable: changes memory and answers.</summary>
    public abstract void Committed();

    /// <summary>Runs when nothing of it was written.</summary>
    public abstract void Failed(Exception error);
}
