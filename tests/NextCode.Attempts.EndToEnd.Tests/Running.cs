using System.Diagnostics;
using System.Text;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>A program in a process of its own.</summary>
internal sealed class Running : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private Running(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Read(_output);

    public string Error => Read(_error);

    /// <summary>Starts a program.</summary>
    public static Running Start(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(program, arguments);
        // What the developer's shell says about emulators is not the test's.
        start.Environment.Remove("PUBSUB_EMULATOR_HOST");
        start.Environment.Remove("BIGQUERY_EMULATOR_HOST");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new Running(start);
    }

    /// <summary>Starts the local host.</summary>
    public static Running StartLocal(params string[] arguments) =>
        StartLocal(new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <inheritdoc cref="StartLocal(string[])"/>
    public static Running StartLocal(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start("dotnet", [typeof(Local.Hosting.LocalOptions).Assembly.Location, .. arguments], environment);

    /// <summary>Waits until it has said that it is ready.</summary>
    public Task WaitUntilReadyAsync() =>
        Eventually.BecomesTrueAsync(
            () =>
            {
                Assert.That(_process.HasExited, Is.False, $"It ended: {Error}{Output}");
                return Task.FromResult(Output.Contains("\nready", StringComparison.Ordinal));
            },
            "the process says ready"
        );

    /// <summary>Asks it to stop, as a container's host does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await WaitForExitAsync();
    }

    /// <returns>Its exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        using var deadline = new CancellationTokenSource(Patience, TimeProvider.System);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Ends it as a crash does: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.Append(line).Append('\n');
        }
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
