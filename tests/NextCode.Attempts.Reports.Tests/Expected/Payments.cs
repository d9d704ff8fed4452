using NextCode.Attempts.Reports.Tests.Fixtures;
using static NextCode.Attempts.Reports.Tests.Expected.Seen;

namespace NextCode.Attempts.Reports.Tests.Expected;

/// <summary>Expected answers about deposits.</summary>
internal static class Payments
{
    private static readonly string[] Limits = ["DEPOSIT_LIMIT_EXCEEDED", "DEPOSIT_ABOVE_MAX", "AFFORDABILITY_BLOCK"];

    public static IEnumerable<object?[]> Deposits(Run run)
    {
        var deposits = All(run).ToList();
        return deposits
            .Select(deposit => (Deposit: deposit, Retry: IsRetry(deposit, deposits)))
            .GroupBy(one =>
                (one.Deposit.Method, one.Deposit.Currency, Error: one.Deposit.Paid ? "" : one.Deposit.Error ?? "")
            )
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.Method, Text)
            .ThenBy(group => group.Key.Currency, Text)
            .ThenBy(group => group.Key.Error, Text)
            .Select(group =>
            {
                var first = group.Where(one => !one.Retry).ToList();
                var again = group.Where(one => one.Retry).ToList();
                return new object?[]
                {
                    group.Key.Method,
                    group.Key.Currency,
                    group.Key.Error,
                    group.Count(),
                    group.Count(one => one.Deposit.Paid),
                    first.Count,
                    Share(first.Count(one => one.Deposit.Paid), first.Count),
                    again.Count,
                    Share(again.Count(one => one.Deposit.Paid), again.Count),
                    group.Where(one => one.Deposit.Paid).Sum(one => one.Deposit.Amount ?? 0),
                };
            });
    }

    public static IEnumerable<object?[]> ThreeDsAndLimits(Run run) =>
        All(run)
            .GroupBy(deposit =>
                (
                    deposit.Method,
                    Scheme: Max(deposit, row => row.Deposit?.CardScheme) ?? "",
                    Limit: Max(deposit, row => row.Deposit?.LimitType) ?? ""
                )
            )
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key.Method, Text)
            .ThenBy(group => group.Key.Scheme, Text)
            .ThenBy(group => group.Key.Limit, Text)
            .Select(group =>
            {
                var refused = group.Where(deposit => deposit.Steps.Any(row => Limits.Contains(row.ErrorCode))).ToList();
                return new object?[]
                {
                    group.Key.Method,
                    group.Key.Scheme,
                    group.Key.Limit,
                    group.Count(),
                    group.Count(deposit => deposit.Paid),
                    group.Count(Asked),
                    group.Count(deposit => deposit.Steps.Any(row => row.ErrorCode == "THREE_DS_FAILED")),
                    group.Count(deposit => Asked(deposit) && deposit.Paid),
                    refused.Count,
                    refused
                        .SelectMany(deposit => deposit.Steps.Where(row => Limits.Contains(row.ErrorCode)))
                        .Min(row => row.Deposit?.LimitRemaining),
                };
            });

    private static IEnumerable<One> All(Run run) =>
        Unique(run, "deposit")
            .GroupBy(row => row.Deposit?.DepositId ?? row.AttemptId, StringComparer.Ordinal)
            .Select(group => new One(group.Key, [.. group]));

    private static bool Asked(One deposit) =>
        deposit.Steps.Any(row => row.Deposit?.ThreeDsResult is not null || row.ErrorCode == "THREE_DS_REQUIRED");

    private static bool IsRetry(One deposit, List<One> all)
    {
        if (deposit.Steps.Any(row => row.Deposit?.RetryOf is not null))
        {
            return true;
        }

        var before = deposit.Client is null
            ? null
            : all.Where(other => other.Client == deposit.Client && Compare(other, deposit) < 0)
                .Order(Comparer<One>.Create(Compare))
                .LastOrDefault();
        return before is { Paid: false } && deposit.Began - before.Began <= TimeSpan.FromHours(1).TotalMilliseconds;
    }

    private static int Compare(One a, One b) =>
        a.Began != b.Began ? a.Began.CompareTo(b.Began) : string.CompareOrdinal(a.Key, b.Key);

    private static string? Max(One deposit, Func<Row, string?> of) =>
        deposit.Steps.Select(of).Max(StringComparer.Ordinal);

    private sealed record One(string Key, IReadOnlyList<Row> Steps)
    {
        public string? Client => Steps.Select(row => row.ClientId).Max(StringComparer.Ordinal);

        public string? Method => Steps.Select(row => row.Deposit?.Method).Max(StringComparer.Ordinal);

        public string? Currency => Steps.Select(row => row.Currency).Max(StringComparer.Ordinal);

        public decimal? Amount => Steps.Max(row => row.Deposit?.Amount);

        public bool Paid => Steps.Any(Seen.Paid);

        public long Began => Steps.Min(Seen.Ms);

        public string? Error =>
            Steps
                .Where(row => row.Status is "error" or "blocked" or "cancelled")
                .OrderBy(Seen.Ms)
                .ThenBy(row => row.AttemptId, StringComparer.Ordinal)
                .LastOrDefault()
                is { } last
                ? last.Deposit?.ProviderErrorCode ?? last.ErrorCode
                : null;
    }
}
