using static NextCode.Attempts.Reports.Tests.Expected.Seen;

namespace NextCode.Attempts.Reports.Tests.Expected;

/// <summary>Expected answers about errors, response times and mirrors.</summary>
internal static class Operations
{
    private static readonly string[] Union =
        "Austria AT Belgium BE Bulgaria BG Croatia HR Cyprus CY Czechia CZ Denmark DK Estonia EE Finland FI France FR Germany DE Greece GR Hungary HU Ireland IE Italy IT Latvia LV Lithuania LT Luxembourg LU Malta MT Netherlands NL Poland PL Portugal PT Romania RO Slovakia SK Slovenia SI Spain ES Sweden SE".Split(
            ' '
        );

    public static IEnumerable<object?[]> ErrorsPerHour(Run run) =>
        Unique(run)
            .Where(row => run.IsWanted("action", row.Action))
            .GroupBy(row => (Hour: row.Hour(), row.Action))
            .Select(group =>
                (
                    group.Key,
                    All: group.Count(),
                    Errors: group.Count(row => row.Status == "error"),
                    Blocked: group.Count(row => row.Status == "blocked")
                )
            )
            .Where(group => group.Errors >= run.Whole("min_errors"))
            .OrderBy(group => group.Key.Hour)
            .ThenBy(group => group.Key.Action, Text)
            .Select(group =>
                new object?[]
                {
                    group.Key.Hour,
                    group.Key.Action,
                    group.All,
                    group.Errors,
                    group.Blocked,
                    Share(group.Errors, group.All),
                }
            );

    public static IEnumerable<object?[]> ErrorsByCodeAndCountry(Run run)
    {
        var cells = Errors(run)
            .Where(error => run.IsWanted("action", error.Row.Action))
            .GroupBy(error => (error.Code, Country: error.Row.GeoOrUnknown()))
            .Select(group =>
                (group.Key, Rows: group.Select(error => error.Row).DistinctBy(row => row.AttemptId).ToList())
            )
            .Where(group => group.Rows.Count >= run.Whole("min_attempts"))
            .ToList();
        return cells
            .OrderByDescending(cell => cell.Rows.Count)
            .ThenBy(cell => cell.Key.Code, Text)
            .ThenBy(cell => cell.Key.Country, Text)
            .Select(cell =>
                new object?[]
                {
                    cell.Key.Code,
                    cell.Key.Country,
                    cell.Rows.Count,
                    cell.Rows.Distinct(Seen.Visitor),
                    Share(
                        cell.Rows.Count,
                        cells.Where(other => other.Key.Code == cell.Key.Code).Sum(other => other.Rows.Count)
                    ),
                    cell.Rows.Min(row => row.Timestamp),
                    cell.Rows.Max(row => row.Timestamp),
                }
            );
    }

    public static IEnumerable<object?[]> NewErrorCodes(Run run) =>
        Errors(run)
            .GroupBy(error => error.Code, StringComparer.Ordinal)
            .Where(group => run.ToMs - group.Min(error => error.Row.Ms()) <= run.Whole("new_days") * 86_400_000)
            .OrderBy(group => group.Min(error => error.Row.Timestamp))
            .ThenBy(group => group.Key, Text)
            .Select(group =>
                new object?[]
                {
                    group.Key,
                    group.Min(error => error.Row.Timestamp),
                    group.Select(error => error.Row).Distinct(row => row.AttemptId),
                    group.Select(error => error.Row).Distinct(Seen.GeoOrUnknown),
                    group.Select(error => error.Row).Distinct(row => row.Action),
                }
            );

    public static IEnumerable<object?[]> ResponseTimeByCountry(Run run)
    {
        var measured = Unique(run)
            .Where(row => row.Duration is not null && run.IsWanted("action", row.Action))
            .Select(row => (Country: row.GeoOrUnknown(), Ms: row.Duration!.Value / 1_000_000))
            .ToList();
        var union = measured.Where(one => Union.Contains(one.Country)).Select(one => one.Ms).ToList();
        double? euMedian = Percentile(union, 50);
        double? euMost = Percentile(union, 95);
        return measured
            .GroupBy(one => one.Country, StringComparer.Ordinal)
            .Select(group => (Country: group.Key, Times: group.Select(one => one.Ms).ToList()))
            .Select(group =>
                (
                    group.Country,
                    group.Times.Count,
                    Median: (double)Percentile(group.Times, 50)!,
                    Most: (double)Percentile(group.Times, 95)!
                )
            )
            .Select(one =>
                (
                    one.Country,
                    one.Count,
                    one.Median,
                    one.Most,
                    SlowerMedian: Slower(one.Median, euMedian),
                    SlowerMost: Slower(one.Most, euMost)
                )
            )
            .Where(one => one.Count >= run.Whole("min_samples"))
            .Where(one => run.Number("min_slower") <= -1 || one.SlowerMost >= run.Number("min_slower"))
            .OrderByDescending(one => one.SlowerMost ?? double.NegativeInfinity)
            .ThenBy(one => one.Country, Text)
            .Select(one =>
                new object?[]
                {
                    one.Country,
                    one.Count,
                    one.Median,
                    one.Most,
                    euMedian,
                    euMost,
                    one.SlowerMedian,
                    one.SlowerMost,
                }
            );
    }

    public static IEnumerable<object?[]> MirrorsAndReferrers(Run run) =>
        Unique(run)
            .GroupBy(row => (row.Domain, Referrer: row.ReferrerHost() ?? "(none)"))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.Domain, Text)
            .ThenBy(group => group.Key.Referrer, Text)
            .Select(group =>
                new object?[]
                {
                    group.Key.Domain,
                    group.Key.Referrer,
                    group.Count(),
                    group.Count(row => row.Action == "signup"),
                    group.Count(row => row is { Action: "signup", Status: "success" }),
                    group.Count(row => row.Status == "error"),
                    Share(group.Count(row => row.Status == "error"), group.Count()),
                }
            );

    private static double? Slower(double own, double? union) => union is null or 0 ? null : (own / union) - 1;
}
