using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Consumer.Ingest.Insert;

/// <summary>Reads what BigQuery says of single rows.</summary>
internal static class RowErrors
{
    private const string NoSuchField = "no such field: ";

    /// <summary>
    /// Whether the row itself is not at fault and may simply be sent again: it was held back by another one, or failed
    /// for a passing reason (cloud.google.com/bigquery/docs/error-messages).
    /// </summary>
    public static bool IsPassing(RowError error) =>
        error.IsStopped
        || error.Reason
            is "backendError"
                or "internalError"
                or "badGateway"
                or "rateLimitExceeded"
                or "quotaExceeded"
                or "timeout";

    /// <summary>What the error means for its row. BigQuery's message may quote the value, so it is not passed on.</summary>
    public static RowVerdict ToVerdict(RowError error)
    {
        if (UnknownColumn(error.Message) is { } column)
        {
            return new RowVerdict(RowVerdictKind.UnknownColumn, $"the table has no column {column}", column);
        }

        var where = string.IsNullOrEmpty(error.Location) ? "" : $" at {error.Location}";
        return new RowVerdict(RowVerdictKind.Refused, $"BigQuery refused the row: {error.Reason}{where}");
    }

    // "no such field: a.b." names the path; its first part is the column.
    private static string? UnknownColumn(string? message)
    {
        var at = message?.IndexOf(NoSuchField, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (at < 0)
        {
            return null;
        }

        var path = message!.AsSpan(at + NoSuchField.Length);
        var end = path.IndexOfAnyExcept(ColumnCharacters);
        var column = end < 0 ? path : path[..end];
        return column.IsEmpty ? null : column.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> ColumnCharacters = System.Buffers.SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
    );
}
