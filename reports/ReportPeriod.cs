namespace NextCode.Attempts.Reports;

/// <summary>The attempts a report is about: from, including, to, excluding.</summary>
public sealed record ReportPeriod(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The last days up to a moment, beginning at a full hour, as Metabase's questions do.</summary>
    /// <param name="days">How many; more than zero.</param>
    /// <param name="to">The end.</param>
    public static ReportPeriod LastDays(int days, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        var utc = to.ToUniversalTime();
        return new ReportPeriod(utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerHour)).AddDays(-days), utc);
    }
}
