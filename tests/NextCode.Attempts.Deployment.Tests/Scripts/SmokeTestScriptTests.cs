using System.Text.Json;
using System.Text.RegularExpressions;
using NextCode.Attempts.Deployment.Tests.Commands;

namespace NextCode.Attempts.Deployment.Tests.Scripts;

internal sealed partial class SmokeTestScriptTests
{
    private FakeCommands _commands = null!;

    [SetUp]
    public void SetUp()
    {
        Tool.Require("bash");
        _commands = new FakeCommands();
        _commands.Add("gcloud", "exit 0");
        _commands.Add("sleep", "exit 0");
    }

    [TearDown]
    public void TearDown() => _commands.Dispose();

    [Test]
    public async Task An_attempt_whose_row_comes_later_is_found()
    {
        _commands.Add("bq", "echo n; [ $(grep -c ^bq \"$(dirname \"$0\")/calls\") -ge 3 ] && echo 1 || echo 0");

        var result = await RunAsync();

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Output, Does.Contain("Its row is in p.attempts.attempts"));
        Assert.That(_commands.Calls.Count(call => call.StartsWith("bq ", StringComparison.Ordinal)), Is.EqualTo(3));
    }

    [Test]
    public async Task What_is_sent_is_an_attempt_as_the_API_sends_it()
    {
        _commands.Add("bq", "echo n; echo 1");

        await RunAsync();

        var call = _commands.Calls.Single(c => c.StartsWith("gcloud ", StringComparison.Ordinal));
        using var data = JsonDocument.Parse(Message().Match(call).Groups["data"].Value);
        var id = data.RootElement.GetProperty("attempt_id").GetString();
        Assert.That(Guid.Parse(id!).Version, Is.EqualTo(7));
        Assert.That(data.RootElement.GetProperty("status").GetString(), Is.EqualTo("test"));
        Assert.That(
            call,
            Does.Contain($"ce-id={id},")
                .And.Contain("ce-specversion=1.0")
                .And.Contain("ce-type=com.nextcode.attempt.v1")
        );
        Assert.That(_commands.Calls, Has.Some.Contains($"attempt_id = '{id}'"), "the row looked for is the one sent");
    }

    [Test]
    public async Task An_attempt_whose_row_never_comes_fails_and_says_where_to_look()
    {
        _commands.Add("bq", "echo n; echo 0");

        var result = await RunAsync();

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("has 0 rows").And.Contain("docs/runbook.md"));
    }

    [Test]
    public async Task A_refused_publish_ends_the_test_with_gclouds_own_words()
    {
        _commands.Add("gcloud", "echo 'PERMISSION_DENIED: publish' >&2; exit 1");
        _commands.Add("bq", "echo n; echo 1");

        var result = await RunAsync();

        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("PERMISSION_DENIED"));
        Assert.That(_commands.Calls, Has.None.StartsWith("bq "));
    }

    // No time at all is given: the first look counts, and what a failing script looks again for ends at once.
    private Task<ToolResult> RunAsync()
    {
        var seconds = TestContext.CurrentContext.Test.Name.Contains("later", StringComparison.Ordinal) ? "60" : "0";
        var environment = new Dictionary<string, string>(_commands.Environment, StringComparer.Ordinal)
        {
            ["SMOKE_SECONDS"] = seconds,
        };
        return Tool.RunAsync(
            "bash",
            [Repository.PathOf("terraform/scripts/smoke-test.sh"), "p", "attempts", "p.attempts.attempts"],
            environment
        );
    }

    [GeneratedRegex(@"--message=(?<data>\{[^}]*\})")]
    private static partial Regex Message();
}
