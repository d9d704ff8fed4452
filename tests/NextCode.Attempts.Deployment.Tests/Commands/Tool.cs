using System.Diagnostics;

namespace NextCode.Attempts.Deployment.Tests.Commands;

/// <summary>Programs that only some machines have.</summary>
internal static class Tool
{
    /// <summary>Skips the test where the program is missing; fails it instead where the gate demands every tool.</summary>
    public static void Require(string program)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(directory => File.Exists(Path.Combine(directory, program)));
        if (found)
        {
            return;
        }

        var message = $"{program} is not installed: what this test would show was not shown.";
        if (Environment.GetEnvironmentVariable("ATTEMPTS_REQUIRE_TOOLS") == "1")
        {
            Assert.Fail(message);
        }

        Assert.Ignore(message);
    }

    public static async Task<ToolResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string input = ""
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ToolResult(process.ExitCode, await output, await error);
    }
}

internal sealed record ToolResult(int ExitCode, string Output, string Error);
