using NextCode.Attempts.Reports.Tests.Fixtures;
using static NextCode.Attempts.Reports.Tests.Expected.Seen;

namespace NextCode.Attempts.Reports.Tests.Expected;

/// <summary>Expected answers about verification.</summary>
internal static class Verification
{
    public static IEnumerable<object?[]> Delay(Run run)
    {
        var horizon = run.Whole("horizon_minutes") * 60_000;
        var told = Told(run);
        return Accounts(run)
            .GroupBy(account => account.First.Day())
            .OrderBy(day => day.Key)
            .Select(day =>
            {
                var matured = day.Where(account => account.First.Ms() + horizon <= run.ToMs).ToList();
                var delays = matured
                    .Select(account => First(told[account.Client], IsOpening) - account.First.Ms())
                    .OfType<long>()
                    .Where(delay => delay <= horizon)
                    .ToList();
                return new object?[]
                {
                    day.Key,
                    matured.Count,
                    day.Count() - matured.Count,
                    delays.Count,
                    Share(delays.Count, matured.Count),
                    Percentile(delays, 50),
                    Percentile(delays, 90),
                    Percentile(delays, 95),
                    Percentile(delays, 99),
                };
            });
    }

    public static IEnumerable<object?[]> FailedThenVerified(Run run)
    {
        var signups = Unique(run, "signup").Where(row => row.Status == "success").ToLookup(row => row.ClientId);
        return Told(run)
            .Select(client =>
                (
                    client.Key,
                    Failed: client.Where(SawFailure).MinBy(row => row.Timestamp),
                    Opening: client.Where(IsOpening).MinBy(row => row.Timestamp),
                    Rows: client
                )
            )
            .Where(client => client.Failed is not null && client.Opening is not null)
            .OrderBy(client => client.Failed!.Timestamp)
            .ThenBy(client => client.Key, Text)
            .Select(client =>
                new object?[]
                {
                    client.Key,
                    signups[client.Key].Min(row => row.Timestamp),
                    client.Failed!.Timestamp,
                    client.Opening!.Timestamp,
                    client.Rows.Max(row => row.Verification?.WaitedMs),
                    client.Opening.Ms() - client.Failed.Ms(),
                }
            );
    }

    /// <summary>Every player on his own, for every timeout: no buckets as in the SQL.</summary>
    public static IEnumerable<object?[]> Timeout(Run run)
    {
        var told = Told(run);
        var players = Accounts(run)
            .Where(account => account.First.Ms() + (run.Whole("horizon_minutes") * 60_000) <= run.ToMs)
            .Select(account =>
                (
                    Seen: First(
                        told[account.Client],
                        row => row.Verification is { Event: "status_push_received", StatusAfter: "OPEN" }
                    ) - account.First.Ms(),
                    Failed: told[account.Client].Any(SawFailure),
                    Today: told[account.Client].Max(row => row.Verification?.ConfiguredTimeoutMs)
                        ?? run.Whole("today_ms")
                )
            )
            .ToList();
        return players.Count == 0
            ? []
            : Enumerable
                .Range(1, 60)
                .Select(seconds =>
                {
                    long timeout = seconds * 1000;
                    var inTime = players.Count(player => player.Seen <= timeout);
                    var rescued = players.Count(player => player.Failed && player.Seen <= timeout);
                    var added =
                        players.Sum(player =>
                            Math.Min(player.Seen ?? timeout, timeout)
                            - Math.Min(player.Seen ?? player.Today, player.Today)
                        ) / 1000.0;
                    return new object?[]
                    {
                        seconds,
                        players.Count,
                        inTime,
                        Share(inTime, players.Count),
                        rescued,
                        players.Count(player => !player.Failed && player.Seen > timeout && player.Seen <= player.Today),
                        added,
                        Share(added, rescued),
                    };
                });
    }

    private static ILookup<string?, Row> Told(Run run) => Unique(run, "verification").ToLookup(row => row.ClientId);

    private static IEnumerable<(string Client, Row First)> Accounts(Run run) =>
        Unique(run, "signup")
            .Where(row => row is { Status: "success", ClientId: not null })
            .GroupBy(row => row.ClientId!, StringComparer.Ordinal)
            .Select(account => (account.Key, account.MinBy(row => row.Timestamp)!));

    private static long? First(IEnumerable<Row> rows, Func<Row, bool> isWanted) =>
        rows.Where(isWanted).Select(row => (long?)row.Ms()).Min();

    private static bool IsOpening(Row row) =>
        row.Verification is { Event: "client_status_changed", StatusAfter: "OPEN" };

    private static bool SawFailure(Row row) =>
        row.Verification is { Event: "navigated", Onward: "FAILED_VERIFICATION" };
}
