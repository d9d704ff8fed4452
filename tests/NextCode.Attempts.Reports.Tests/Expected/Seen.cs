using System.Text.Json;
using System.Text.RegularExpressions;
using NextCode.Attempts.Reports.Tests.Fixtures;

namespace NextCode.Attempts.Reports.Tests.Expected;

/// <summary>
/// What the base views mean, in C#: one row per attempt, the newest, and what is computed from it. Shares nothing with the SQL.
/// </summary>
internal static class Seen
{
    /// <summary>The attempts of a period, repeats folded.</summary>
    public static List<Row> Unique(Run run) =>
        [
            .. Raw(run)
                .GroupBy(row => row.AttemptId, StringComparer.Ordinal)
                .Select(repeats => repeats.MaxBy(row => row.IngestedAt ?? DateTimeOffset.MinValue)!),
        ];

    public static IEnumerable<Row> Unique(Run run, string action) => Unique(run).Where(row => row.Action == action);

    /// <summary>The rows of a period as they arrived.</summary>
    public static IEnumerable<Row> Raw(Run run) =>
        run.Fixture.Rows.Where(row =>
            row.Timestamp >= run.Fixture.Period.From && row.Timestamp < run.Fixture.Period.To
        );

    /// <summary>Every code an attempt failed with: its fields', or its own.</summary>
    public static IEnumerable<(Row Row, string Code)> Errors(Run run)
    {
        foreach (var row in Unique(run))
        {
            foreach (
                var code in row.Errors is { Count: > 0 } fields
                    ? fields.Select(field => field.Code ?? row.ErrorCode)
                    : [row.ErrorCode]
            )
            {
                if (code is not null)
                {
                    yield return (row, code);
                }
            }
        }
    }

    public static DateTimeOffset Hour(this Row row) => Floor(row, TimeSpan.TicksPerHour);

    public static DateTimeOffset Day(this Row row) => Floor(row, TimeSpan.TicksPerDay);

    public static long Ms(this Row row) => row.Timestamp!.Value.ToUnixTimeMilliseconds();

    public static string? Visitor(this Row row) => row.Fp ?? row.Ip;

    public static string GeoOrUnknown(this Row row) => row.Geo ?? "XX";

    public static string? ReferrerHost(this Row row) =>
        row.Referrer is { } referrer
        && Regex.Match(referrer, "^[a-zA-Z][a-zA-Z0-9+.-]*://([^/]+)") is { Success: true } match
            ? match.Groups[1].Value.ToLowerInvariant()
            : null;

    public static string? Subnet(this Row row)
    {
        if (row.Ip is not { } ip)
        {
            return null;
        }

        var v4 = ip.Split('.');
        var v6 = ip.Split(':');
        return v4.Length == 4 && v4.All(part => part.Length > 0 && part.All(char.IsAsciiDigit))
                ? string.Join('.', v4[..3])
            : v6.Length > 3 && v6[..3].All(part => part.Length > 0 && part.All(char.IsAsciiHexDigit))
                ? string.Join(':', v6[..3])
            : null;
    }

    /// <summary>A member of a JSON text; null where it is no JSON object or has no such member.</summary>
    public static string? Member(string? json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "null");
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out var value)
                ? value.ToString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static bool Paid(this Row row) =>
        row.Status == "success"
        && row.Deposit is { Phase: "capture" } or { Phase: "webhook", ProviderStatus: "AUTHORISED" };

    /// <summary>Clients with a row of this kind.</summary>
    public static HashSet<string> Clients(IEnumerable<Row> rows) =>
        [.. rows.Select(row => row.ClientId).OfType<string>()];

    public static HashSet<string> Opened(Run run) =>
        Clients(Unique(run, "verification").Where(row => row.Verification?.StatusAfter == "OPEN"));

    public static HashSet<string> Payers(Run run) => Clients(Unique(run, "deposit").Where(Paid));

    /// <summary>The smallest value that at least so many percent of all are not above; null of none.</summary>
    public static long? Percentile(IEnumerable<long> values, int percent)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : sorted[(int)Math.Ceiling(sorted.Count * percent / 100m) - 1];
    }

    public static double? Share(double part, double whole) => whole == 0 ? null : part / whole;

    public static int Distinct(this IEnumerable<Row> rows, Func<Row, string?> of) =>
        rows.Select(of).OfType<string>().Distinct(StringComparer.Ordinal).Count();

    /// <summary>Text as both engines sort it; null first.</summary>
    public static IComparer<string?> Text => StringComparer.Ordinal;

    private static DateTimeOffset Floor(Row row, long ticks) =>
        new(row.Timestamp!.Value.UtcTicks - (row.Timestamp.Value.UtcTicks % ticks), TimeSpan.Zero);
}
