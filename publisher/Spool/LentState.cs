namespace NextCode.Attempts.Publisher.Spool;

/// <summary>Who has a range.</summary>
internal enum LentState
{
    /// <summary>Delivery has it.</summary>
    Lent,

    /// <summary>It came back and waits to be lent again.</summary>
    Returned,

    /// <summary>It came back and waits to be lent again when nothing else does.</summary>
    ReturnedLast,

    /// <summary>It is done with, but something before it is not.</summary>
    Done,
}
