using NextCode.Attempts.Reports.Tests.Fixtures;
using static NextCode.Attempts.Reports.Tests.Expected.Seen;

namespace NextCode.Attempts.Reports.Tests.Expected;

/// <summary>Expected answers about devices, networks and limiters.</summary>
internal static class Abuse
{
    public static IEnumerable<object?[]> RegistrationsPerOrigin(Run run)
    {
        var signups = Unique(run, "signup").ToList();
        return new (string Kind, Func<Row, string?> Of)[]
        {
            ("fingerprint", row => row.Fp),
            ("ip", row => row.Ip),
            ("subnet", Seen.Subnet),
            ("as", row => row.AsNumber),
        }
            .Where(kind => run.IsWanted("kind", kind.Kind))
            .SelectMany(kind =>
                signups
                    .Where(row => kind.Of(row) is not null)
                    .GroupBy(kind.Of, StringComparer.Ordinal)
                    .Select(group => (kind.Kind, Rows: group))
            )
            .Where(origin => origin.Rows.Count() >= run.Whole("min_signups"))
            .OrderByDescending(origin => origin.Rows.Count())
            .ThenBy(origin => origin.Kind, Text)
            .ThenBy(origin => origin.Rows.Key, Text)
            .Select(origin =>
                new object?[]
                {
                    origin.Kind,
                    origin.Rows.Key,
                    origin.Rows.Count(),
                    origin.Rows.Count(row => row.Status == "success"),
                    origin.Rows.Count(row => row.ErrorCategory == "rate_limited"),
                    origin.Rows.Min(row => row.Timestamp),
                    origin.Rows.Max(row => row.Timestamp),
                }
            );
    }

    public static IEnumerable<object?[]> HostingNetworks(Run run) =>
        Unique(run)
            .GroupBy(row => row.Action)
            .OrderBy(group => group.Key, Text)
            .Select(group =>
            {
                var hosting = group.Where(row => row.AsHosting == true).ToList();
                var others = group.Where(row => row.AsHosting == false).ToList();
                return new object?[]
                {
                    group.Key,
                    group.Count(),
                    hosting.Count + others.Count,
                    hosting.Count,
                    Share(hosting.Count, hosting.Count + others.Count),
                    Share(hosting.Count(row => row.Status == "success"), hosting.Count),
                    Share(others.Count(row => row.Status == "success"), others.Count),
                };
            });

    public static IEnumerable<object?[]> RateLimits(Run run)
    {
        var all = Unique(run);
        return all.Where(row => row.ErrorCategory == "rate_limited")
            .GroupBy(row => (row.Action, Limiter: Member(row.AdditionalData, "rate_limiter") ?? "unnamed"))
            .Select(group =>
            {
                var visitors = group
                    .Where(row => row.Visitor() is not null)
                    .GroupBy(row => row.Visitor()!, StringComparer.Ordinal)
                    .ToList();
                var through = visitors.Count(visitor =>
                    all.Any(row =>
                        row.Action == group.Key.Action
                        && row.Status == "success"
                        && row.Visitor() == visitor.Key
                        && row.Ms() > visitor.Min(Seen.Ms)
                    )
                );
                return (group.Key, Count: group.Count(), Visitors: visitors.Count, Through: through);
            })
            .OrderByDescending(group => group.Count)
            .ThenBy(group => group.Key.Action, Text)
            .ThenBy(group => group.Key.Limiter, Text)
            .Select(group =>
                new object?[]
                {
                    group.Key.Action,
                    group.Key.Limiter,
                    group.Count,
                    group.Visitors,
                    group.Through,
                    Share(group.Through, group.Visitors),
                }
            );
    }
}
