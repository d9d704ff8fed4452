using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Local.PubSub;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool;
using NextCode.Attempts.Publisher.Tests.Delivery;

namespace NextCode.Attempts.Benchmarks.Delivery;

/// <summary>
/// From an attempt's append to Pub/Sub's acknowledgement at a steady rate, over the spool on disk and HTTP against the
/// stand-in, whose own time is taken off: what is left is ours, the client's and the loopback's.
/// </summary>
internal static class DeliveryBenchmark
{
    private const int Rate = 1_000;
    private const int WarmUp = 3_000;

    public static async Task RunAsync(int seconds)
    {
        var directory = Directory.CreateTempSubdirectory("attempts-bench-").FullName;
        try
        {
            await AgainstStandInAsync(directory, WarmUp + (seconds * Rate));
            await AgainstMemoryAsync(directory, WarmUp + (seconds * Rate));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task AgainstStandInAsync(string directory, int count)
    {
        TimedTopic? timed = null;
        await using var standIn = PubSubStandIn.Create(
            new PubSubStandInOptions
            {
                Listen = new IPEndPoint(IPAddress.Loopback, 0),
                DataDirectory = Path.Combine(directory, "pubsub"),
            }
        );
        standIn.Use(
            async (context, next) =>
            {
                var started = Stopwatch.GetTimestamp();
                await next(context);
                if (context.Request.Headers.TraceParent is [{ Length: 55 } trace])
                {
                    timed?.Handled(trace[3..35], Stopwatch.GetElapsedTime(started));
                }
            }
        );
        await standIn.StartAsync();
        var address = standIn
            .Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!
            .Addresses.Single();
        using var client = Client(new Uri(address).Authority);
        await client.Admin.EnsureTopicAsync("local", "attempts", CancellationToken.None);
        var appended = new long[count];
        timed = new TimedTopic(client.Topic("local", "attempts"), appended);
        Console.WriteLine("Against the stand-in, which syncs every call to its own disk:");
        await DeliverAsync(directory, timed, appended);
    }

    // The stand-in's stalls hold up what waits behind a call too, which cannot be taken off: this server has none.
    private static async Task AgainstMemoryAsync(string directory, int count)
    {
        await using var server = await FaultyPubSub.StartAsync();
        using var client = Client(server.Host);
        var appended = new long[count];
        Console.WriteLine();
        Console.WriteLine("Against a server that keeps messages in memory:");
        await DeliverAsync(directory, new TimedTopic(client.Topic("local", "attempts"), appended), appended);
    }

    private static PubSubClient Client(string host) =>
        PubSubClient.Create(new GoogleClientOptions { EmulatorHost = host, Retries = 0 });

    private static async Task DeliverAsync(string directory, TimedTopic timed, long[] appended)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ITopic>(timed);
        builder.Services.Configure<SpoolOptions>(spool => spool.Directory = Path.Combine(directory, "spool"));
        builder.Services.AddAttemptDelivery();
        using var host = builder.Build();
        await host.StartAsync();
        var appends = await AppendAsync(host.Services.GetRequiredService<IAttemptLog>(), appended);
        while (timed.Samples.Count < appended.Length)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        await host.StopAsync();
        Print(timed, appends, appended.Length);
    }

    /// <returns>Milliseconds of each append itself.</returns>
    private static Task<double[]> AppendAsync(IAttemptLog log, long[] appended) =>
        Task.Factory.StartNew(
            () =>
            {
                var padding = new string('x', 1_800);
                var took = new double[appended.Length];
                var started = Stopwatch.GetTimestamp();
                for (var i = 0; i < appended.Length; i++)
                {
                    var json = Encoding.UTF8.GetBytes(
                        $$"""{"attempt_id":"{{i}}","timestamp":"2026-11-22T12:00:00.000000Z","action":"signup","status":"success","resp":"{{padding}}"}"""
                    );
                    var due = TimeSpan.FromSeconds((double)i / Rate);
                    while (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < due)
                    {
                        // Gives the processor up: the other end of the measurement runs on the same machine.
                        Thread.Yield();
                    }

                    appended[i] = Stopwatch.GetTimestamp();
                    log.Append(json);
                    took[i] = Stopwatch.GetElapsedTime(appended[i]).TotalMilliseconds;
                }

                return took;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );

    private static void Print(TimedTopic topic, double[] appends, int count)
    {
        var samples = topic.Samples.Take(count - WarmUp).ToList(); // The newest come first out of a bag.
        double[] total = [.. samples.Select(sample => sample.Total).Order()];
        double[] own = [.. samples.Select(sample => sample.Own).Order()];
        Console.WriteLine(
            $"{samples.Count} attempts of 2 KB at {Rate}/s, {topic.Calls} calls, after {WarmUp} to warm up."
        );
        Console.WriteLine();
        Console.WriteLine("| append to acknowledgement | p50, ms | p99, ms | most, ms |");
        Console.WriteLine("|---|---:|---:|---:|");
        Row("with the server's time", total);
        Row("without its time", own);
        Row("the append alone", [.. appends.Skip(WarmUp).Order()]);
    }

    private static void Row(string name, double[] sorted) =>
        Console.WriteLine(
            $"| {name} | {Statistics.Percentile(sorted, 0.5):F2} | {Statistics.Percentile(sorted, 0.99):F2} | {sorted[^1]:F2} |"
        );
}
