namespace NextCode.Attempts.EndToEnd.Tests.DeadLetters;

/// <summary>The consumer in a process of its own, on one port over all its lives.</summary>
internal sealed class KillableConsumer(string data, string pubSubHost, string bigQueryHost) : IAsyncDisposable
{
    private readonly int _port = FreePort.Next();
    private Running? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    public async Task StartAsync()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PUBSUB_EMULATOR_HOST"] = pubSubHost,
            ["BIGQUERY_EMULATOR_HOST"] = bigQueryHost,
        };
        _process = Running.StartLocal(environment, "--role", "consumer", "--data", data, "--consumer-port", $"{_port}");
        await _process.WaitUntilReadyAsync();
    }

    public async Task KillAsync()
    {
        await _process!.KillAsync();
        await _process.DisposeAsync();
        _process = null;
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
