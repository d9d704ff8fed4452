namespace NextCode.Attempts.Publisher.Spool;

/// <summary>A stretch of the log that delivery has taken and that is not yet done with, with what it has of attempts.</summary>
internal sealed class LentRange(
    LogPosition start,
    LogPosition end,
    long attempts,
    long first,
    long last,
    DateTimeOffset oldest
)
{
    public LogPosition Start { get; } = start;

    public LogPosition End { get; } = end;

    public long Attempts { get; } = attempts;

    public long FirstSequence { get; } = first;

    public long LastSequence { get; } = last;

    /// <summary>When its first attempt was appended.</summary>
    public DateTimeOffset Oldest { get; } = oldest;

    /// <summary>What is left of it when its beginning is lent by itself.</summary>
    public LentRange Rest(LentRange beginning) =>
        new(beginning.End, End, Attempts - beginning.Attempts, beginning.LastSequence + 1, LastSequence, Oldest)
        {
            State = LentState.Returned,
        };

    /// <summary>Who has it.</summary>
    public LentState State { get; set; }
}
