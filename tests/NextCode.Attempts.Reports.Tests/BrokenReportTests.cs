using NextCode.Attempts.Reports.Tests.Engines;
using NextCode.Attempts.Reports.Tests.Fixtures;

namespace NextCode.Attempts.Reports.Tests;

/// <summary>What the gate would say of a report that somebody broke: each of these is refused, so none can land.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class BrokenReportTests
{
    private static readonly Fixture OneRow = Fixture.All.Single(fixture => fixture.Name == "one row");
    private static readonly Report Report = ReportCatalogue.Find("errors-per-hour")!;

    private static readonly Dictionary<string, (string From, string To, string Says)> Breaks = new()
    {
        ["a column nobody has"] = (
            "COUNT(IF(status = 'error', 1, NULL)) AS errors",
            "COUNT(IF(state = 'error', 1, NULL)) AS errors",
            "Unrecognized name: state"
        ),
        ["a function nobody has"] = (
            "COUNT(*) AS attempts",
            "COUNTIFS(TRUE) AS attempts",
            "Function not found: COUNTIFS"
        ),
        ["a column that is not grouped"] = ("GROUP BY hour, action", "GROUP BY hour", "neither grouped nor aggregated"),
        ["a type that does not fit"] = ("timestamp >= @from", "timestamp >= @to_number", "No matching signature"),
        ["a view nobody has"] = ("attempts.v_attempt", "attempts.v_attempts", "Table not found"),
    };

    private IReadOnlyDictionary<string, Answer>? _google;

    private static IEnumerable<string> Names => Breaks.Keys;

    [TestCaseSource(nameof(Names))]
    public async Task Google_refuses(string what)
    {
        _google ??= await AskGoogleAsync();

        Assert.That(_google[what].Error, Does.Contain(Breaks[what].Says));
    }

    [Test]
    public async Task Google_takes_it_unbroken()
    {
        _google ??= await AskGoogleAsync();

        Assert.That(_google["unbroken"].Error, Is.Null);
    }

    private static async Task<IReadOnlyDictionary<string, Answer>> AskGoogleAsync()
    {
        var google = new ZetaSql();
        Google.BigQuery.QueryParameter[] parameters =
        [
            .. ReportRunner.Parameters(Report, OneRow.Period, new Dictionary<string, string>()),
            new("to_number", "INT64", "1"),
        ];
        google.Add("unbroken", Report.Sql, parameters, OneRow);
        foreach (var (name, broken) in Breaks)
        {
            Assert.That(Report.Sql, Does.Contain(broken.From));
            google.Add(name, Report.Sql.Replace(broken.From, broken.To, StringComparison.Ordinal), parameters, OneRow);
        }

        return await google.RunAsync();
    }
}
