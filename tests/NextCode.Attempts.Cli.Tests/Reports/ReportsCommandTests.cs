using System.Text.Json;

namespace NextCode.Attempts.Cli.Tests.Reports;

internal sealed class ReportsCommandTests
{
    [Test]
    public async Task Every_report_is_listed_with_its_question()
    {
        var (code, output, _) = await RunAsync("reports", "list", "--json");

        using var list = JsonDocument.Parse(output);
        Assert.That(code, Is.EqualTo(ExitCodes.Success));
        Assert.That(
            list.RootElement.EnumerateArray().Select(report => report.GetProperty("name").GetString()),
            Does.Contain("errors-per-hour").And.Contain("registration-funnel")
        );
    }

    [Test]
    public async Task A_report_is_printed_for_BigQuery_with_nothing_left_to_fill_in()
    {
        var (code, output, _) = await RunAsync(
            "reports",
            "sql",
            "errors-per-hour",
            "--project",
            "my-project",
            "--days",
            "3"
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(code, Is.EqualTo(ExitCodes.Success));
        Assert.That(output, Does.Contain("FROM `my-project.attempts.v_attempt`"));
        Assert.That(
            output,
            Does.Contain("INTERVAL 3 DAY").And.Contain("('' = '' OR action = '')").And.Not.Contain("@")
        );
    }

    [Test]
    public async Task And_for_SQLite()
    {
        var (_, output, _) = await RunAsync("reports", "sql", "ledger-health", "--engine", "sqlite");

        Assert.That(
            output,
            Does.Contain("`local.attempts.v_attempt`").And.Contain("strftime").And.Not.Contain("TIMESTAMP_SUB")
        );
    }

    [TestCase("There is no report nope", "reports", "run", "nope")]
    [TestCase("There is no report nope", "reports", "sql", "nope")]
    [TestCase("--days takes 1 to 3660, not 0", "reports", "run", "deposits", "--days", "0")]
    [TestCase("next week is no time", "reports", "run", "deposits", "--from", "next week")]
    [TestCase("--set takes NAME=VALUE, not action", "reports", "run", "errors-per-hour", "--set", "action")]
    [TestCase(
        "has no parameter nope; it has action, min_errors",
        "reports",
        "run",
        "errors-per-hour",
        "--set",
        "nope=1"
    )]
    [TestCase("min_errors=many is no INT64", "reports", "run", "errors-per-hour", "--set", "min_errors=many")]
    public async Task What_is_wrong_is_said_before_anything_is_asked(string says, params string[] arguments)
    {
        var (code, _, error) = await RunAsync(arguments);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(code, Is.EqualTo(ExitCodes.Usage));
        Assert.That(error, Does.Contain(says));
    }

    [Test]
    public async Task A_BigQuery_that_does_not_answer_is_no_crash()
    {
        var (code, _, error) = await RunAsync("reports", "run", "deposits", "--emulator", "127.0.0.1:1");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(code, Is.EqualTo(ExitCodes.Incomplete));
        Assert.That(error, Does.Contain("deposits on http://127.0.0.1:1/"));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await AttemptsCommand.RunAsync(arguments, output, error), output.ToString(), error.ToString());
    }
}
