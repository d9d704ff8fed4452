namespace NextCode.Attempts.Local.BigQuery.Faults;

/// <summary>One way in which insertAll may fail, and how often.</summary>
/// <remarks>Settable where there is a default: generated JSON code sets all that is init-only.</remarks>
internal sealed record Fault
{
    public required FaultKind Kind { get; init; }

    /// <summary>The share of calls it befalls, 0 to 1. Default 1: every call.</summary>
    public double Probability { get; set; } = 1;

    /// <summary>For <see cref="FaultKind.Status"/>: the HTTP status, 400 to 599. Default 503.</summary>
    public int Status { get; set; } = StatusCodes.Status503ServiceUnavailable;

    /// <summary>For <see cref="FaultKind.Status"/> and <see cref="FaultKind.Partial"/>: the reason. Default backendError.</summary>
    public string Reason { get; set; } = "backendError";

    /// <summary>For <see cref="FaultKind.Slow"/>: milliseconds before the call is carried out. Default 1,000.</summary>
    public int DelayMs { get; set; } = 1000;

    /// <summary>Befalls only calls of so many rows or more. Default 1.</summary>
    public int MinRows { get; set; } = 1;
}

/// <summary>What happens to the call.</summary>
internal enum FaultKind
{
    /// <summary>It is answered with an error; no row is taken.</summary>
    Status,

    /// <summary>It takes longer, and succeeds.</summary>
    Slow,

    /// <summary>It is never answered; no row is taken.</summary>
    Hang,

    /// <summary>The connection ends; no row is taken.</summary>
    ResetBeforeCommit,

    /// <summary>The rows are taken; the connection ends without an answer.</summary>
    ResetAfterCommit,

    /// <summary>One row fails with the reason, the others are stopped; no row is taken.</summary>
    Partial,

    /// <summary>Every row is stopped; no row is taken.</summary>
    Stopped,
}
