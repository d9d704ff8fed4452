namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Which attempts go when a bound is reached.</summary>
public enum SpoolPolicy
{
    /// <summary>The oldest unsent ones make room: what happens now is worth more than what happened then.</summary>
    DropOldest,

    /// <summary>New ones are not taken: the beginning of an incident is worth more than its end.</summary>
    DropNewest,
}
