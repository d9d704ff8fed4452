namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>Google's own Pub/Sub emulator, which comes with the gcloud SDK.</summary>
internal sealed class GoogleEmulator : IAsyncDisposable
{
    private readonly Running _process;

    private GoogleEmulator(Running process, int port)
    {
        _process = process;
        Host = $"127.0.0.1:{port}";
    }

    public string Host { get; }

    /// <summary>Starts it; the test is passed over, loudly, where this machine does not have it.</summary>
    public static async Task<GoogleEmulator> StartAsync()
    {
        var jar = await FindJarAsync();
        var port = FreePort.Next();
        var emulator = new GoogleEmulator(
            Running.Start("java", ["-jar", jar, "--host=127.0.0.1", $"--port={port}"]),
            port
        );
        using var client = new HttpClient();
        await Eventually.BecomesTrueAsync(
            async () =>
            {
                try
                {
                    using var response = await client.GetAsync($"http://{emulator.Host}/");
                    return response.IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            "Google's emulator answers"
        );
        return emulator;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<string> FindJarAsync()
    {
        if (Tools.Find("gcloud") is not { } gcloud || Tools.Find("java") is null)
        {
            return Tools.Missing("gcloud and java are not both on the PATH, so nothing ran against Google's emulator");
        }

        await using var info = Running.Start(gcloud, ["info", "--format=value(installation.sdk_root)"]);
        await info.WaitForExitAsync();
        var root = await Eventually.GetAsync(
            () => Task.FromResult(info.Output.Trim()),
            output => output.Length > 0,
            "gcloud names its root"
        );
        var library = Path.Combine(root, "platform", "pubsub-emulator", "lib");
        return
            Directory.Exists(library)
            && Directory.EnumerateFiles(library, "cloud-pubsub-emulator-*-all.jar").FirstOrDefault() is { } jar
            ? jar
            : Tools.Missing($"the gcloud SDK at {root} has no pubsub-emulator component");
    }
}
