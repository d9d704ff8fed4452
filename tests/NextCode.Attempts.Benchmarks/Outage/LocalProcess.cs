using System.Diagnostics;

namespace NextCode.Attempts.Benchmarks.Outage;

/// <summary>One role of the local program in a process of its own, killed at the end.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LocalProcess(Process process) => _process = process;

    /// <summary>Memory in use now, in MiB.</summary>
    public long ResidentMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 >> 20;
        }
    }

    /// <summary>Starts one; <see cref="WaitUntilReadyAsync"/> says when it is.</summary>
    public static LocalProcess Start(string role, LocalPorts ports, string dataDirectory)
    {
        var program = Path.ChangeExtension(
            typeof(Local.Hosting.LocalOptions).Assembly.Location,
            OperatingSystem.IsWindows() ? "exe" : null
        );
        var start = new ProcessStartInfo(
            program,
            [
                "--role",
                role,
                "--data",
                dataDirectory,
                "--pubsub-port",
                $"{ports.PubSub}",
                "--bigquery-port",
                $"{ports.BigQuery}",
                "--consumer-port",
                $"{ports.Consumer}",
            ]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("PUBSUB_EMULATOR_HOST");
        start.Environment.Remove("BIGQUERY_EMULATOR_HOST");
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var local = new LocalProcess(process);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith("ready", StringComparison.Ordinal) is true)
            {
                local._ready.TrySetResult();
            }
        };
        process.ErrorDataReceived += static (_, _) => { }; // Read, so that the process never waits for a reader.
        process.Exited += (_, _) => local._ready.TrySetException(new InvalidOperationException($"{role} ended."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return local;
    }

    public Task WaitUntilReadyAsync() => _ready.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    /// <summary>Ends it as a crash does.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }
}

/// <summary>Where the processes of one run meet.</summary>
internal sealed record LocalPorts(int PubSub, int BigQuery, int Consumer);
