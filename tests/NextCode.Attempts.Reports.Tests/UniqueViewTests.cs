using NextCode.Attempts.Reports.Tests.Engines;
using NextCode.Attempts.Reports.Tests.Fixtures;

namespace NextCode.Attempts.Reports.Tests;

/// <summary>Which of an attempt's rows <c>attempts_unique</c> shows.</summary>
internal sealed class UniqueViewTests
{
    private const string Query =
        "SELECT attempt_id, status, error_code, http_status FROM attempts.attempts_unique ORDER BY attempt_id";

    private static readonly DateTimeOffset Noon = new(2026, 2, 28, 12, 0, 0, TimeSpan.Zero);

    private static readonly Row[] Rows =
    [
        Row("answered-then-crashed", 1, "success", null, 201),
        Row("answered-then-crashed", 2, "error", "PROCESS_CRASHED", null),
        Row("crashed", 1, "error", "PROCESS_CRASHED", 0),
        Row("crashed", 2, "error", "PROCESS_CRASHED", 1),
        Row("repeated", 2, "success", null, 202),
        Row("repeated", 1, "success", null, 201),
        Row("single", 1, "error", "USER_EXISTS", 409),
    ];

    private static readonly string[] Expected =
    [
        "answered-then-crashed | success | NULL | 201",
        "crashed | error | PROCESS_CRASHED | 1",
        "repeated | success | NULL | 202",
        "single | error | USER_EXISTS | 409",
    ];

    [Test]
    public async Task Locally_the_newest_is_shown_and_an_answer_before_a_crash()
    {
        await using var standIn = await StandIn.StartAsync(Rows);

        var answer = await standIn.QueryAsync(ReportSql.Qualify(Query, "local", "attempts"), []);

        Assert.That(answer.Error, Is.Null);
        Assert.That(answer.Shown, Is.EqualTo(Expected));
    }

    [Test]
    public async Task On_BigQuery_the_newest_is_shown_and_an_answer_before_a_crash()
    {
        var google = new ZetaSql();
        google.Add("unique", Query, [], new Fixture("unique", Rows, Fixture.MonthEdge));

        var answer = (await google.RunAsync())["unique"];

        Assert.That(answer.Error, Is.Null);
        Assert.That(answer.Shown, Is.EqualTo(Expected));
    }

    private static Row Row(string id, int minutes, string status, string? errorCode, long? httpStatus) =>
        new()
        {
            AttemptId = id,
            Timestamp = Noon,
            IngestedAt = Noon.AddMinutes(minutes),
            Status = status,
            ErrorCode = errorCode,
            HttpStatus = httpStatus,
        };
}
