namespace NextCode.Attempts.Google.BigQuery;

/// <summary>Why BigQuery did not take one row of an insertAll call.</summary>
/// <param name="Index">The row's place in the call, from 0.</param>
/// <param name="Reason">BigQuery's reason: <c>invalid</c>, <c>stopped</c>, …</param>
/// <param name="Location">The column, where BigQuery names one.</param>
/// <param name="Message">BigQuery's text; it may quote the value.</param>
public sealed record RowError(int Index, string Reason, string? Location, string? Message)
{
    /// <summary>Whether the row itself is fine and was only held back by another row of the same call.</summary>
    public bool IsStopped => string.Equals(Reason, "stopped", StringComparison.Ordinal);
}
