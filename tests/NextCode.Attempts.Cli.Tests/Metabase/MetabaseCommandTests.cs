using NextCode.Attempts.Cli.Metabase;

namespace NextCode.Attempts.Cli.Tests.Metabase;

/// <summary>The environment is the process's: one test at a time.</summary>
[NonParallelizable]
internal sealed class MetabaseCommandTests
{
    private const string Key = "mb_this_is_secret";

    private static readonly string[] Channels =
    [
        "--channel",
        "on-call=email:a@example.com",
        "--channel",
        "fraud=slack:#fraud",
    ];

    [TearDown]
    public void Forget() => Environment.SetEnvironmentVariable(MetabaseSettings.KeyVariable, null);

    [Test]
    public async Task Every_fault_of_the_command_line_is_said_at_once()
    {
        var (code, _, error) = await RunAsync(
            "metabase",
            "plan",
            "--url",
            "metabase",
            "--service-account",
            "/no/such/key.json",
            "--channel",
            "on-call"
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(code, Is.EqualTo(ExitCodes.Usage));
        Assert.That(
            error,
            Does.Contain("--url takes")
                .And.Contain("METABASE_API_KEY is not set")
                .And.Contain("key.json does not exist")
                .And.Contain("--channel takes")
        );
    }

    [Test]
    public async Task A_channel_that_nobody_named_is_said_before_anything_is_asked()
    {
        Environment.SetEnvironmentVariable(MetabaseSettings.KeyVariable, Key);

        var (code, _, error) = await RunAsync(["metabase", "apply", "--url", "http://127.0.0.1:1", .. Channels[..2]]);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(code, Is.EqualTo(ExitCodes.Usage));
        Assert.That(error, Does.Contain("Missing: fraud"));
    }

    [TestCase("plan")]
    [TestCase("apply")]
    [TestCase("check")]
    public async Task A_Metabase_that_does_not_answer_is_no_crash_and_shows_no_key(string verb)
    {
        Environment.SetEnvironmentVariable(MetabaseSettings.KeyVariable, Key);

        var (code, output, error) = await RunAsync(["metabase", verb, "--url", "http://127.0.0.1:1", .. Channels]);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(code, Is.EqualTo(ExitCodes.Incomplete));
        Assert.That(error, Does.Contain("Reading the version: GET api/session/properties was not answered"));
        Assert.That(output + error, Does.Not.Contain(Key));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (await AttemptsCommand.RunAsync(arguments, output, error), output.ToString(), error.ToString());
    }
}
