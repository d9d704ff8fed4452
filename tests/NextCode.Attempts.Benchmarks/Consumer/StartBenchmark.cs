using System.Diagnostics;
using System.Globalization;
using NextCode.Attempts.Consumer;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.Benchmarks.Consumer;

/// <summary>
/// How long the service takes from the start of its process until it answers, and until it is ready: it has then found
/// table and topic at the stand-ins.
/// </summary>
internal static class StartBenchmark
{
    private const int Starts = 11;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("attempts-bench-").FullName;
        try
        {
            await using var standIns = await LocalHost.StartAsync(
                new LocalOptions
                {
                    DataDirectory = directory,
                    Roles = Roles.PubSub | Roles.BigQuery,
                    PubSubPort = 0,
                    BigQueryPort = 0,
                },
                TimeProvider.System,
                CancellationToken.None
            );
            await ProvisionAsync(standIns);
            var samples = new List<(double Answers, double Ready)>();
            for (var start = 0; start < Starts; start++)
            {
                samples.Add(await StartAsync(standIns));
            }

            Console.WriteLine($"| from the process's start, median of {Starts} | ms |");
            Console.WriteLine("|---|---:|");
            Line("until it answers (`/livez`)", samples.Select(static sample => sample.Answers));
            Line("until it is ready (`/readyz`)", samples.Select(static sample => sample.Ready));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task ProvisionAsync(LocalHost standIns)
    {
        using var pubSub = PubSubClient.Create(new GoogleClientOptions { EmulatorHost = standIns.PubSubHost });
        using var bigQuery = BigQueryClient.Create(new GoogleClientOptions { EmulatorHost = standIns.BigQueryHost });
        await Provisioning.EnsureTopicsAsync(pubSub.Admin, pushEndpoint: null, CancellationToken.None);
        await Provisioning.EnsureTablesAsync(bigQuery.Admin, CancellationToken.None);
    }

    private static async Task<(double Answers, double Ready)> StartAsync(LocalHost standIns)
    {
        var port = Benchmarks.Ports.Free();
        var program = Path.ChangeExtension(
            typeof(ConsumerHost).Assembly.Location,
            OperatingSystem.IsWindows() ? "exe" : null
        );
        var info = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PORT"] = $"{port}",
                ["Consumer__ProjectId"] = "local",
                ["Consumer__Asn__Source"] = "",
                ["PUBSUB_EMULATOR_HOST"] = standIns.PubSubHost,
                ["BIGQUERY_EMULATOR_HOST"] = standIns.BigQueryHost,
            },
        };
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(info)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            var answers = await UntilAsync(client, "livez", started);
            var ready = await UntilAsync(client, "readyz", started);
            return (answers, ready);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<double> UntilAsync(HttpClient client, string path, long started)
    {
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(path);
                if (answer.IsSuccessStatusCode)
                {
                    return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private static void Line(string what, IEnumerable<double> samples) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {Statistics.Median(samples):F0} |"));
}
