using System.Diagnostics;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Benchmarks.Outage;

/// <summary>
/// BigQuery is away for minutes while attempts go on: Pub/Sub, consumer and BigQuery in processes of their own, BigQuery
/// killed and started again. Shows memory over time, how fast what has gathered drains, and whether any is lost.
/// </summary>
internal sealed class OutageBenchmark
{
    private const int Samples = 10;
    private static readonly TimeSpan Healthy = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly LocalProcess _pubSub;
    private readonly LocalProcess _consumer;
    private readonly Publishing _publishing;
    private readonly RowCount _rows;
    private long _lastRows;

    private OutageBenchmark(LocalProcess pubSub, LocalProcess consumer, Publishing publishing, RowCount rows) =>
        (_pubSub, _consumer, _publishing, _rows) = (pubSub, consumer, publishing, rows);

    public static async Task RunAsync(TimeSpan outage, int perSecond)
    {
        var directory = Directory.CreateTempSubdirectory("attempts-bench-").FullName;
        try
        {
            await RunAsync(outage, perSecond, directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task RunAsync(TimeSpan outage, int perSecond, string directory)
    {
        var ports = new LocalPorts(Ports.Free(), Ports.Free(), Ports.Free());
        await using var pubSub = LocalProcess.Start("pubsub", ports, directory);
        await using var bigQuery = LocalProcess.Start("bigquery", ports, directory);
        await Task.WhenAll(pubSub.WaitUntilReadyAsync(), bigQuery.WaitUntilReadyAsync());
        await using var consumer = LocalProcess.Start("consumer", ports, directory);
        await consumer.WaitUntilReadyAsync();
        using var client = PubSubClient.Create(new GoogleClientOptions { EmulatorHost = $"127.0.0.1:{ports.PubSub}" });
        using var rows = new RowCount(ports.BigQuery);
        await using var publishing = new Publishing(client.Topic("local", "attempts"), perSecond);
        var benchmark = new OutageBenchmark(pubSub, consumer, publishing, rows);

        Console.WriteLine($"{perSecond} attempts a second, BigQuery away for {outage.TotalMinutes} minutes.");
        Console.WriteLine();
        Console.WriteLine("| s | BigQuery | published | rows | consumer, MiB | Pub/Sub stand-in, MiB |");
        Console.WriteLine("|---:|---|---:|---:|---:|---:|");
        await benchmark.WatchAsync("there", Healthy, times: 1);
        await bigQuery.KillAsync();
        await benchmark.WatchAsync("away", outage, Samples);
        await using var again = LocalProcess.Start("bigquery", ports, directory);
        await again.WaitUntilReadyAsync();
        var (waiting, drain) = await benchmark.DrainAsync();
        await benchmark.WatchAsync("back", Healthy, times: 1);
        await publishing.StopAsync();
        await benchmark.WaitForRowsAsync(publishing.Count);

        var unique = await rows.OfAsync("attempts_unique");
        var letters = await client.Subscription("local", "attempts-dead-letter").PullAsync(100, CancellationToken.None);
        Console.WriteLine();
        Console.WriteLine(
            $"{waiting} waited when BigQuery was back; drained in {drain.TotalSeconds:F0} s with {perSecond}/s still coming: "
                + $"{(waiting / drain.TotalSeconds) + perSecond:F0} rows/s."
        );
        Console.WriteLine(
            $"{publishing.Count} published, {unique} in attempts_unique ({await rows.OfAsync("attempts")} rows), "
                + $"{publishing.Count - unique} lost, {letters.Count} dead letters."
        );
    }

    // Prints a line at the end of each part of the time.
    private async Task WatchAsync(string bigQuery, TimeSpan time, int times)
    {
        for (var part = 0; part < times; part++)
        {
            await Task.Delay(time / times, TimeProvider.System);
            if (bigQuery is not "away")
            {
                _lastRows = await _rows.OfAsync("attempts");
            }

            Print(bigQuery);
        }
    }

    // Until the rows are as near to what is published as they are without an outage.
    private async Task<(long Waiting, TimeSpan Time)> DrainAsync()
    {
        var waiting = _publishing.Count - await _rows.OfAsync("attempts");
        var back = Stopwatch.GetTimestamp();
        var published = _publishing.Count;
        while (true)
        {
            _lastRows = await _rows.OfAsync("attempts");
            if (_lastRows >= published)
            {
                Print("back, drained");
                return (waiting, Stopwatch.GetElapsedTime(back));
            }

            if (Stopwatch.GetElapsedTime(back) > Patience)
            {
                throw new TimeoutException($"Not drained: {_lastRows} rows of {published}.");
            }

            published = _publishing.Count;
            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private async Task WaitForRowsAsync(long count)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; )
        {
            if (await _rows.OfAsync("attempts_unique") >= count)
            {
                return;
            }

            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private void Print(string bigQuery) =>
        Console.WriteLine(
            $"| {Stopwatch.GetElapsedTime(_started).TotalSeconds:F0} | {bigQuery} | {_publishing.Count} | {_lastRows} "
                + $"| {_consumer.ResidentMiB} | {_pubSub.ResidentMiB} |"
        );
}
