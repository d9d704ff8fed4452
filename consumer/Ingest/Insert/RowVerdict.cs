namespace NextCode.Attempts.Consumer.Ingest.Insert;

/// <summary>What BigQuery said of one row.</summary>
/// <param name="Kind">What it means for the message.</param>
/// <param name="Detail">Why, without any value of the row; empty for a row taken.</param>
/// <param name="Column">The column that the table lacks, for <see cref="RowVerdictKind.UnknownColumn"/>.</param>
internal sealed record RowVerdict(RowVerdictKind Kind, string Detail, string? Column = null)
{
    public static RowVerdict Accepted { get; } = new(RowVerdictKind.Accepted, "");

    public static RowVerdict Unavailable(string why) => new(RowVerdictKind.Unavailable, why);
}

/// <summary>What a verdict means for the message.</summary>
internal enum RowVerdictKind
{
    /// <summary>BigQuery has the row.</summary>
    Accepted,

    /// <summary>BigQuery named the row as one it does not take.</summary>
    Refused,

    /// <summary>The row is too large for any call.</summary>
    TooLarge,

    /// <summary>The table lacks a column of the row: a row without it may be taken.</summary>
    UnknownColumn,

    /// <summary>The row may be taken later.</summary>
    Unavailable,
}
