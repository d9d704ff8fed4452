namespace NextCode.Attempts.Reports.Tests.Fixtures;

/// <summary>Rows, and the period reports ask about.</summary>
internal sealed record Fixture(string Name, IReadOnlyList<Row> Rows, ReportPeriod Period)
{
    /// <summary>Over the end of February, which is a month's edge, to a moment within an hour.</summary>
    public static readonly ReportPeriod MonthEdge = new(
        new DateTimeOffset(2026, 2, 27, 22, 0, 0, TimeSpan.Zero),
        new DateTimeOffset(2026, 3, 2, 1, 30, 0, TimeSpan.Zero)
    );

    public static IReadOnlyList<Fixture> All { get; } =
    [
        new("no rows", [], MonthEdge),
        new("one row", Traps.OneRow(), MonthEdge),
        new("traps", Traps.Rows(), MonthEdge),
        new("stories 1", Stories.Rows(1, 160), MonthEdge),
        new("stories 2", Stories.Rows(2, 60), MonthEdge),
    ];
}
