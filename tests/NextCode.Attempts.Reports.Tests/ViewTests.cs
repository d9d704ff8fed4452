using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NextCode.Attempts.Reports.Tests.Engines;
using NextCode.Attempts.Reports.Tests.Fixtures;

namespace NextCode.Attempts.Reports.Tests;

/// <summary>A view's two texts, BigQuery's and SQLite's, are one view: the same columns with the same values.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class ViewTests
{
    private static readonly Fixture Traps = Fixture.All.Single(fixture => fixture.Name == "traps");

    private StandIn _standIn = null!;
    private IReadOnlyDictionary<string, Answer>? _google;

    private static IReadOnlyList<string> Views => AttemptsTable.ViewNames;

    [OneTimeSetUp]
    public async Task StartAsync() => _standIn = await StandIn.StartAsync(Traps.Rows);

    [OneTimeTearDown]
    public async Task StopAsync() => await _standIn.DisposeAsync();

    [TestCaseSource(nameof(Views))]
    public async Task Both_texts_give_the_same_rows(string view)
    {
        _google ??= await AskGoogleAsync();

        var local = await _standIn.QueryAsync(ReportSql.Qualify(Query(view), "local", "attempts"), []);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(_google[view].Error ?? local.Error, Is.Null);
        Assert.That(local.Rows, Is.Not.Empty);
        Assert.That(local.Columns, Is.EqualTo(_google[view].Columns));
        Assert.That(local.Shown, Is.EqualTo(_google[view].Shown));
    }

    [TestCaseSource(nameof(Views))]
    public async Task Google_takes_the_statement_that_creates_it(string view)
    {
        _google ??= await AskGoogleAsync();

        Assert.That(_google[$"create {view}"].Error, Is.Null);
    }

    private static async Task<IReadOnlyDictionary<string, Answer>> AskGoogleAsync()
    {
        var google = new ZetaSql();
        foreach (var view in Views)
        {
            google.Add(view, Query(view), [], Traps);
            google.AddStatement(
                $"create {view}",
                $"CREATE OR REPLACE VIEW {view} AS\n{ZetaSql.Inline(AttemptsTable.ViewSql(view))}"
            );
        }

        return await google.RunAsync();
    }

    /// <summary>Every plain column by name: an engine that had another order or another set would fail.</summary>
    private static string Query(string view)
    {
        var sql = AttemptsTable.ViewSql(view);
        var computed = System
            .Text.RegularExpressions.Regex.Matches(
                string.Concat(Sources(view).Select(AttemptsTable.ViewSql)),
                @"AS (?<name>[a-z_0-9]+),?$",
                RegexOptions.Multiline | RegexOptions.ExplicitCapture
            )
            .Select(match => match.Groups["name"].Value)
            .Where(name => name.Length > 1);
        var table =
            sql.Contains(".*", StringComparison.Ordinal)
            || view is "attempts_unique"
            || !sql.Contains("v_attempt", StringComparison.Ordinal)
                ? JsonNode
                    .Parse(AttemptsTable.SchemaJson)!
                    .AsArray()
                    .Where(column => (string)column!["type"]! != "RECORD")
                    .Select(column => (string)column!["name"]!)
                : ["timestamp", "attempt_id", "action", "status", "geo", "visitor", "email"];
        var columns = string.Join(
            ", ",
            table.Concat(computed).Distinct(StringComparer.Ordinal).Where(name => name is not "u")
        );
        return $"SELECT {columns} FROM attempts.{view} ORDER BY attempt_id, timestamp{(view is "v_attempt_error" ? ", field, code" : "")}";
    }

    /// <summary>The view, and v_attempt where it shows all that has.</summary>
    private static IEnumerable<string> Sources(string view) =>
        AttemptsTable.ViewSql(view).Contains("v.*", StringComparison.Ordinal) ? ["v_attempt", view] : [view];
}
