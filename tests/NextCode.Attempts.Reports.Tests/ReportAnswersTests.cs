using NextCode.Attempts.Reports.Tests.Engines;
using NextCode.Attempts.Reports.Tests.Expected;
using NextCode.Attempts.Reports.Tests.Fixtures;

namespace NextCode.Attempts.Reports.Tests;

/// <summary>
/// Every report over every fixture: Google's ZetaSQL with BigQuery's views and the local engine with its own views must both
/// answer what C# computes without SQL.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class ReportAnswersTests
{
    private readonly Dictionary<string, StandIn> _standIns = [];
    private IReadOnlyDictionary<string, Answer>? _google;

    private static IEnumerable<Run> Runs => Answers.Runs();

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        foreach (var fixture in Fixture.All)
        {
            _standIns.Add(fixture.Name, await StandIn.StartAsync(fixture.Rows));
        }
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        foreach (var standIn in _standIns.Values)
        {
            await standIn.DisposeAsync();
        }
    }

    [TestCaseSource(nameof(Runs))]
    public async Task The_local_engine_answers_what_is_expected(Run run)
    {
        var result = await _standIns[run.Fixture.Name]
            .Reports.RunAsync(run.Report, run.Fixture.Period, run.Values, CancellationToken.None);

        Check(run, StandIn.Read(result));
    }

    [TestCaseSource(nameof(Runs))]
    public async Task ZetaSQL_answers_what_is_expected(Run run)
    {
        _google ??= await AskGoogleAsync();

        var answer = _google[run.Name];

        Assert.That(answer.Error, Is.Null);
        Check(run, answer);
    }

    [Test]
    public void Every_report_has_an_expected_answer() =>
        Assert.That(ReportCatalogue.All.Select(report => report.Name), Is.EquivalentTo(Answers.Of.Keys));

    [Test]
    public void Every_parameter_is_tried_with_another_value() =>
        Assert.That(
            Answers.Variants.SelectMany(variant => variant.Values.Keys.Select(name => $"{variant.Report} {name}")),
            Is.EquivalentTo(
                ReportCatalogue.All.SelectMany(report => report.Parameters.Select(one => $"{report.Name} {one.Name}"))
            )
        );

    [Test]
    public void The_expected_answers_say_something()
    {
        var empty = Answers
            .Runs()
            .Where(run => run.Fixture.Name is not "no rows" and not "one row")
            .GroupBy(run => run.Report.Name)
            .Where(runs => runs.All(run => !Answers.Of[run.Report.Name](run).Any()));

        Assert.That(empty.Select(runs => runs.Key), Is.Empty);
    }

    private static async Task<IReadOnlyDictionary<string, Answer>> AskGoogleAsync()
    {
        var google = new ZetaSql();
        foreach (var run in Answers.Runs())
        {
            google.Add(
                run.Name,
                run.Report.Sql,
                ReportRunner.Parameters(run.Report, run.Fixture.Period, run.Values),
                run.Fixture
            );
        }

        return await google.RunAsync();
    }

    private static void Check(Run run, Answer answer)
    {
        using var scope = Assert.EnterMultipleScope();
        Assert.That(answer.Columns, Is.EqualTo(run.Report.Columns.Select(column => column.Name)));
        Assert.That(
            answer.Shown,
            Is.EqualTo(Answers.Of[run.Report.Name](run).Select(Answer.Show)),
            string.Join("\n", answer.Shown)
        );
    }
}
