using System.Text.Json.Nodes;
using static NextCode.Attempts.Reports.Tests.Expected.Seen;

namespace NextCode.Attempts.Reports.Tests.Expected;

/// <summary>Expected answers about the data itself.</summary>
internal static class Quality
{
    // Not asked for: what every row has, what only the consumer knows of some, and texts that may be anything.
    private static readonly string[] NotAsked =
    [
        "timestamp",
        "attempt_id",
        "action",
        "as_country_code",
        "as_description",
        "query",
        "additional_data",
        "resp",
        "error_code",
        "error_category",
        "error_raw",
        "errors",
        "email_domain_suggestion",
        "as_hosting",
        "resp_truncated",
    ];

    public static IEnumerable<object?[]> Completeness(Run run)
    {
        var columns = JsonNode
            .Parse(AttemptsTable.SchemaJson)!
            .AsArray()
            .Select(column => (string)column!["name"]!)
            .Except(NotAsked)
            .Order(StringComparer.Ordinal)
            .ToList();
        return from action in Unique(run).GroupBy(row => row.Action).OrderBy(same => same.Key, Text)
            let rows = action.Select(row => row.ToJson()).ToList()
            from column in columns
            let filled = rows.Count(row => row[column] is not null)
            select new object?[] { action.Key, column, rows.Count, filled, Share(filled, rows.Count) };
    }

    public static IEnumerable<object?[]> UnknownErrors(Run run) =>
        Unique(run)
            .Where(row => row.ErrorCode == "UNKNOWN")
            .GroupBy(row => (row.Action, Raw: row.ErrorRaw ?? ""))
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.Action, Text)
            .ThenBy(group => group.Key.Raw, Text)
            .Select(group =>
                new object?[]
                {
                    group.Key.Action,
                    group.Key.Raw,
                    group.Count(),
                    group.Distinct(Seen.Visitor),
                    group.Min(row => row.Timestamp),
                    group.Max(row => row.Timestamp),
                }
            );

    public static IEnumerable<object?[]> LedgerProducers(Run run) =>
        Unique(run)
            .Where(row => row.Producer is not null)
            .GroupBy(row => row.Producer!, StringComparer.Ordinal)
            .Select(group =>
            {
                var numbers = group.Select(row => row.Sequence).OfType<long>().ToHashSet();
                var missing = 0L;
                for (var number = numbers.DefaultIfEmpty().Min(); number < numbers.DefaultIfEmpty().Max(); number++)
                {
                    missing += numbers.Contains(number) ? 0 : 1;
                }

                return (group.Key, Rows: group.ToList(), Numbers: numbers, Missing: missing);
            })
            .Where(producer => producer.Missing >= run.Whole("min_missing"))
            .OrderByDescending(producer => producer.Missing)
            .ThenBy(producer => producer.Key, Text)
            .Select(producer =>
                new object?[]
                {
                    producer.Key,
                    producer.Numbers.Min(),
                    producer.Numbers.Max(),
                    producer.Rows.Count,
                    producer.Missing,
                    Raw(run).Count(row => row.Producer == producer.Key) - producer.Rows.Count,
                    producer.Rows.Max(row => row.Timestamp),
                }
            );

    public static IEnumerable<object?[]> LedgerHealth(Run run)
    {
        var attempts = Unique(run);
        var rows = Raw(run).Count();
        var lags = attempts
            .Where(row => row.IngestedAt is not null)
            .Select(row => row.IngestedAt!.Value.ToUnixTimeMilliseconds() - row.Ms())
            .ToList();
        double? silence = attempts.Count == 0 ? null : (run.ToMs - attempts.Max(Seen.Ms)) / 60_000.0;
        if (run.Number("min_silence_minutes") < 0 || silence is null || silence >= run.Number("min_silence_minutes"))
        {
            yield return
            [
                attempts.Count,
                rows - attempts.Count,
                Share(rows - attempts.Count, rows),
                Percentile(lags, 50),
                Percentile(lags, 95),
                attempts.Max(row => row.Timestamp),
                silence,
            ];
        }
    }
}
