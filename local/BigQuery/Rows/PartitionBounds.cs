using System.Globalization;

namespace NextCode.Attempts.Local.BigQuery.Rows;

/// <summary>
/// The partitions that streamed rows may go to: 5 years (1,825 days) back, 1 year (366 days) ahead, counted from today in UTC.
/// </summary>
internal sealed class PartitionBounds(int column, string columnName, string table, TimeProvider time)
{
    public const int DaysBack = 1825;
    public const int DaysAhead = 366;

    public void Check(object?[] cells, RowErrors sink)
    {
        // DATE, DATETIME and stored TIMESTAMP all begin with the date.
        if (cells[column] is not string text)
        {
            return;
        }

        var day = DateOnly.ParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (day < today.AddDays(-DaysBack) || day > today.AddDays(DaysAhead))
        {
            sink.Add(
                columnName,
                $"The destination table's partition {table}${day:yyyyMMdd} is outside the allowed bounds. You can only stream to partitions within {DaysBack} days in the past and {DaysAhead} days in the future relative to the current date."
            );
        }
    }
}
