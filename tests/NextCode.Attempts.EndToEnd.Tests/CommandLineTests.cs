using System.Net;
using System.Net.Sockets;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>What whoever starts it sees.</summary>
internal sealed class CommandLineTests
{
    private static readonly string[] AnyPorts =
    [
        "--api-port",
        "0",
        "--consumer-port",
        "0",
        "--pubsub-port",
        "0",
        "--bigquery-port",
        "0",
    ];

    [TestCase("--nonsense", "--nonsense")]
    [TestCase("--role cook", "cook")]
    [TestCase("--traffic -1", "--traffic")]
    [TestCase("--traffic many", "many")]
    [TestCase("--api-port 70000", "--api-port")]
    [TestCase("--role pubsub --traffic 5", "--traffic needs the api")]
    public async Task Arguments_that_make_no_sense_give_one_line_and_exit_code_2(string arguments, string named)
    {
        await using var process = Running.StartLocal(arguments.Split(' '));

        Assert.That(await process.WaitForExitAsync(), Is.EqualTo(2));
        AssertOneLine(process, named);
    }

    [Test]
    public async Task A_port_that_is_taken_gives_one_line_and_exit_code_2()
    {
        using var directory = new TemporaryDirectory();
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var taken = ((IPEndPoint)squatter.LocalEndpoint).Port;
        await using var process = Running.StartLocal([
            .. AnyPorts.AsSpan(2),
            "--api-port",
            $"{taken}",
            "--data",
            directory.Path,
        ]);

        Assert.That(await process.WaitForExitAsync(), Is.EqualTo(2));
        AssertOneLine(process, $"127.0.0.1:{taken}");
    }

    [Test]
    public async Task A_data_directory_that_cannot_be_written_gives_one_line_and_exit_code_2()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "a-file");
        await File.WriteAllTextAsync(file, "");
        await using var process = Running.StartLocal([.. AnyPorts, "--data", Path.Combine(file, "below")]);

        Assert.That(await process.WaitForExitAsync(), Is.EqualTo(2));
        AssertOneLine(process, file);
    }

    [TestCase("--help", "--role")]
    [TestCase("--version", ".")]
    public async Task It_explains_itself(string argument, string told)
    {
        await using var process = Running.StartLocal(argument);

        Assert.That(await process.WaitForExitAsync(), Is.Zero);
        await Eventually.BecomesTrueAsync(
            () => Task.FromResult(process.Output.Contains(told, StringComparison.Ordinal)),
            $"{argument} tells {told}"
        );
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "A process is asked to stop by SIGTERM.")]
    public async Task The_start_says_where_things_are_what_to_try_and_how_to_read_it_back()
    {
        using var directory = new TemporaryDirectory();
        await using var process = Running.StartLocal([.. AnyPorts, "--data", directory.Path]);
        await process.WaitUntilReadyAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.Output, Does.Contain("curl -s http://127.0.0.1:").And.Contain("/client/Create"));
            Assert.That(process.Output, Does.Contain("bq --api=http://127.0.0.1:").And.Contain("attempts.attempts"));
            Assert.That(process.Output, Does.Contain(directory.Path));
        }

        Assert.That(await process.TerminateAsync(), Is.Zero);
        Assert.That(process.Error.Trim(), Is.Empty);
    }

    private static void AssertOneLine(Running process, string named)
    {
        var error = process.Error.Trim();
        Assert.That(error, Does.Contain(named));
        Assert.That(error.Split('\n'), Has.Length.EqualTo(1), error);
        Assert.That(process.Output.Trim(), Is.Empty);
    }
}
