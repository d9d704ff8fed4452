using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NextCode.Attempts.Publisher.Tests.Delivery;

namespace NextCode.Attempts.Benchmarks.Delivery;

/// <summary>
/// An API in a process of its own, under a steady load, while Pub/Sub by turns behaves and misbehaves: what its players
/// notice, what it holds in memory, and how fast what has gathered is sent afterwards.
/// </summary>
internal static class FaultBenchmark
{
    private const int Clients = 4;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private static readonly Fault[] Faults =
    [
        Fault.Refuse,
        Fault.Hang,
        Fault.Answer500,
        Fault.Answer429,
        Fault.Answer403,
        Fault.Answer404,
        Fault.ResetMidResponse,
    ];

    public static async Task RunAsync(TimeSpan window, int rounds)
    {
        var directory = Directory.CreateTempSubdirectory("attempts-bench-").FullName;
        await using var pubSub = await FaultyPubSub.StartAsync();
        var port = FreePort();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                CrashApi.CrashApiMarker.Path,
                $"{port}",
                Path.Combine(directory, "spool"),
                pubSub.Host,
                Path.Combine(directory, "witness"),
            ]
        );
        using var api = Process.Start(start)!;
        try
        {
            await MeasureAsync(api, port, pubSub, window, rounds);
        }
        finally
        {
            api.Kill();
            await api.WaitForExitAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task MeasureAsync(Process api, int port, FaultyPubSub pubSub, TimeSpan window, int rounds)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await WaitUntilReadyAsync(client);
        long sent = 0;
        await LoadAsync(client, window, () => Interlocked.Increment(ref sent));
        var before = Resident(api);
        Console.WriteLine(
            $"{Clients} clients, a request every {Interval.TotalMilliseconds} ms each; windows of {window.TotalSeconds} s by turns."
        );
        Console.WriteLine();
        Console.WriteLine(
            "| Pub/Sub | behaving: p50, p99, ms | misbehaving: p50, p99, ms | change of p99 | waited | arrived/s | drained/s | resident, MiB |"
        );
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|");
        for (var round = 0; round < rounds; round++)
        {
            foreach (var fault in Faults)
            {
                var healthy = await LoadAsync(client, window, () => Interlocked.Increment(ref sent));
                await pubSub.MisbehaveAsync(fault);
                var faulty = await LoadAsync(client, window, () => Interlocked.Increment(ref sent));
                var resident = Resident(api);
                await pubSub.MisbehaveAsync(Fault.None);
                var waited = Interlocked.Read(ref sent) - pubSub.TakenCount;
                var (drained, arrived) = await DrainAsync(
                    client,
                    pubSub,
                    waited,
                    () => Interlocked.Increment(ref sent),
                    () => Interlocked.Read(ref sent)
                );
                var (p99Before, p99After) = (Statistics.Percentile(healthy, 0.99), Statistics.Percentile(faulty, 0.99));
                Console.WriteLine(
                    $"| {fault} | {Statistics.Percentile(healthy, 0.5):F2}, {p99Before:F2} | {Statistics.Percentile(faulty, 0.5):F2}, {p99After:F2} "
                        + $"| {((p99After / p99Before) - 1) * 100:+0;-0} % | {waited} | {arrived:F0} | {drained:F0} | {resident} |"
                );
            }
        }

        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        Console.WriteLine();
        Console.WriteLine(
            $"{Interlocked.Read(ref sent)} requests answered, {pubSub.TakenCount} attempts delivered; resident {before} MiB before the first fault."
        );
    }

    /// <summary>How fast what waits is sent while the load goes on: from the first call taken to the last of what waited.</summary>
    private static async Task<(double Drained, double Arrived)> DrainAsync(
        HttpClient client,
        FaultyPubSub pubSub,
        long waited,
        Action answered,
        Func<long> sent
    )
    {
        var taken = pubSub.TakenCount;
        using var stop = new CancellationTokenSource();
        var load = LoadAsync(client, TimeSpan.FromMinutes(1), answered, stop.Token);
        while (pubSub.TakenCount == taken)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        var started = Stopwatch.GetTimestamp();
        var before = sent();
        while (pubSub.TakenCount < taken + waited)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }

        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var arrived = Clients / Interval.TotalSeconds;
        await stop.CancelAsync();
        await load;
        return ((pubSub.TakenCount - taken) / Math.Max(elapsed, 0.001), Math.Min(arrived, (sent() - before) / elapsed));
    }

    /// <returns>Milliseconds of each request, sorted.</returns>
    private static async Task<double[]> LoadAsync(
        HttpClient client,
        TimeSpan duration,
        Action answered,
        CancellationToken stop = default
    )
    {
        var times = new ConcurrentBag<double>();
        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(async _ =>
                {
                    using var timer = new PeriodicTimer(Interval, TimeProvider.System);
                    var started = Stopwatch.GetTimestamp();
                    while (Stopwatch.GetElapsedTime(started) < duration && !stop.IsCancellationRequested)
                    {
                        await timer.WaitForNextTickAsync(CancellationToken.None);
                        var sent = Stopwatch.GetTimestamp();
                        using var content = new StringContent(Body, Encoding.UTF8, "application/json");
                        using var response = await client.PostAsync("/signup?pause=0", content, CancellationToken.None);
                        response.EnsureSuccessStatusCode();
                        times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                        answered();
                    }
                })
        );
        return [.. times.Order()];
    }

    private static string Body { get; } = $$"""{"email":"a@example.com","notes":"{{new string('x', 1000)}}"}""";

    private static async Task WaitUntilReadyAsync(HttpClient client)
    {
        while (true)
        {
            try
            {
                await client.GetStringAsync("/");
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }
    }

    private static long Resident(Process process)
    {
        process.Refresh();
        return process.WorkingSet64 >> 20;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
