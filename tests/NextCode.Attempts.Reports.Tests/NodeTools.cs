using System.Diagnostics;
using System.Text;

namespace NextCode.Attempts.Reports.Tests;

/// <summary>
/// What runs with Node: <c>npm ci</c> in the folder Tools installs it. Without it a test says so and is passed over, but in
/// the gate (ATTEMPTS_REQUIRE_TOOLS) it fails.
/// </summary>
internal static class NodeTools
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static string Folder { get; } = Repository.PathOf("tests/NextCode.Attempts.Reports.Tests/Tools");

    /// <summary>Passes the test over, or fails it, where a package is not installed.</summary>
    public static void Require(string package)
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", package)))
        {
            return;
        }

        var reason = $"{package} is not installed: run npm ci in {Path.GetRelativePath(Repository.Root, Folder)}";
        TestContext.Error.WriteLine($"NOT TESTED: {reason}.");
        if (Environment.GetEnvironmentVariable("ATTEMPTS_REQUIRE_TOOLS") is not null)
        {
            Assert.Fail(reason);
        }

        Assert.Ignore($"NOT TESTED: {reason}.");
    }

    /// <summary>Runs a script of the folder to its end.</summary>
    /// <returns>Exit code, standard output, standard error.</returns>
    public static async Task<(int Code, string Output, string Error)> RunAsync(
        string script,
        string input,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(script);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var error = process.StandardError.ReadToEndAsync(patience.Token);
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
