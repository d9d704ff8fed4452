using System.Globalization;

namespace NextCode.Attempts.Reports.Tests.Engines;

/// <summary>What an engine answered: columns and rows, or why it refused.</summary>
internal sealed record Answer(
    IReadOnlyList<string> Columns,
    IReadOnlyList<IReadOnlyList<object?>> Rows,
    string? Error = null
)
{
    /// <summary>Every row as text, numbers with nine digits, so that what differs is seen at once.</summary>
    public IReadOnlyList<string> Shown => [.. Rows.Select(Show)];

    public static string Show(IReadOnlyList<object?> row) => string.Join(" | ", row.Select(Show));

    private static string Show(object? value) =>
        value switch
        {
            null => "NULL",
            string text => text,
            DateTimeOffset time => Rfc3339.Format(time),
            bool flag => flag ? "1" : "0",
            // Sums of FLOAT64 may differ in their last bits by the order of summing.
            IConvertible number => Math.Round(number.ToDouble(CultureInfo.InvariantCulture), 9)
                .ToString("G12", CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"No cell: {value.GetType()}", nameof(value)),
        };
}
