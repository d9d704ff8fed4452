using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Consumer;
using NextCode.Attempts.Consumer.Hosting;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Consumer.Ingest.Push;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Benchmarks.Consumer;

/// <summary>
/// From a push to the insert call: the processor's share of it on one thread; the whole path through Kestrel against a
/// bare endpoint that parses the same JSON; what it adds at 1,000 a second; and shared calls against one row a call.
/// </summary>
internal static class IngestBenchmark
{
    private const int Connections = 16;

    public static async Task RunAsync()
    {
        Console.WriteLine("| | measured | target |");
        Console.WriteLine("|---|---:|---:|");
        await BuildRowsAsync();
        await HandlePushesAsync();
        await CompareWithBareAsync();
        await CompareWithNaiveAsync();
    }

    private static async Task BuildRowsAsync()
    {
        var app = Create(new NullTable(TimeSpan.Zero));
        var builder = app.Services.GetRequiredService<RowBuilder>();
        var message = SamplePush.Message("0198a1b2-c3d4-7000-8000-000000000001");
        var best = 0.0;
        for (var run = 0; run < 6; run++)
        {
            const int Events = 100_000;
            var started = Stopwatch.GetTimestamp();
            for (var number = 0; number < Events; number++)
            {
                if (
                    !PubSubBinding.TryRead(message.Attributes, message.Data, out var cloudEvent, out _)
                    || builder.Build(cloudEvent).Row is null
                )
                {
                    throw new InvalidOperationException("The sample is no row.");
                }
            }

            best = Math.Max(best, Events / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        Line($"decode, enrich, row ({message.Data.Length} B): events/s on one core", best, "≥ 100,000");
        await app.DisposeAsync();
    }

    private static async Task HandlePushesAsync()
    {
        var app = Create(new NullTable(TimeSpan.Zero));
        var endpoint = app.Services.GetRequiredService<PushEndpoint>();
        var body = SamplePush.Body(SamplePush.Message("e-1"));
        var best = 0.0;
        for (var run = 0; run < 6; run++)
        {
            const int Pushes = 50_000;
            var started = Stopwatch.GetTimestamp();
            for (var number = 0; number < Pushes; number++)
            {
                var context = new DefaultHttpContext();
                context.Request.ContentType = "application/json";
                context.Request.ContentLength = body.Length;
                context.Request.Body = new MemoryStream(body);
                await endpoint.HandleAsync(context);
            }

            best = Math.Max(best, Pushes / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        Line("of which reading the push: pushes/s", Best(() => PushRequest.TryParse(body, out _, out _)), "");
        var inserter = app.Services.GetRequiredService<NextCode.Attempts.Consumer.Ingest.Insert.RowInserter>();
        var row = new Row("e-1", new byte[1200], DateTimeOffset.UnixEpoch, 0);
        Line(
            "of which the insert: rows/s",
            Best(() =>
                inserter.InsertAsync(row, new Deadline(TimeProvider.System, TimeSpan.FromSeconds(8))).IsCompleted
            ),
            ""
        );
        Line("push endpoint without Kestrel, null BigQuery: pushes/s on one core", best, "");
        await app.DisposeAsync();
    }

    private static double Best(Func<bool> action)
    {
        var best = 0.0;
        for (var run = 0; run < 6; run++)
        {
            const int Times = 50_000;
            var started = Stopwatch.GetTimestamp();
            for (var number = 0; number < Times; number++)
            {
                if (!action())
                {
                    throw new InvalidOperationException("The sample failed.");
                }
            }

            best = Math.Max(best, Times / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return best;
    }

    private static async Task CompareWithBareAsync()
    {
        await using var consumer = Create(new NullTable(TimeSpan.Zero));
        await using var bare = CreateBare();
        await consumer.StartAsync();
        await bare.StartAsync();
        var request = SamplePush.HttpRequest(SamplePush.Body(SamplePush.Message("e-1")));
        await WarmUpAsync(consumer, request);
        await WarmUpAsync(bare, request);
        var ratios = new List<double>();
        var own = new List<double>();
        for (var pair = 0; pair < 12; pair++)
        {
            var first = await PushAsync(pair % 2 == 0 ? consumer : bare, request, 10_000);
            var second = await PushAsync(pair % 2 == 0 ? bare : consumer, request, 10_000);
            var (mine, peer) = pair % 2 == 0 ? (first, second) : (second, first);
            ratios.Add(mine / peer);
            own.Add(mine);
        }

        Line("whole path, null BigQuery: pushes/s (median of 12)", Statistics.Median(own), "");
        Line("of a bare Kestrel endpoint that parses the same JSON", Statistics.Median(ratios), "≥ 0.6");
        var bareLatency = await PacedAsync(bare, request);
        var latency = await PacedAsync(consumer, request);
        Line(
            "added at 1,000/s: p50, ms",
            Statistics.Percentile(latency, 0.5) - Statistics.Percentile(bareLatency, 0.5),
            "≤ 1"
        );
        Line(
            "added at 1,000/s: p99, ms",
            Statistics.Percentile(latency, 0.99) - Statistics.Percentile(bareLatency, 0.99),
            "≤ 5"
        );
    }

    // BigQuery answers in 50 ms here; the naive peer makes one call a row over as many slots.
    private static async Task CompareWithNaiveAsync()
    {
        var latency = TimeSpan.FromMilliseconds(50);
        const int Rows = 4_000;
        const int Slots = 4;
        await using var app = Create(new NullTable(latency));
        var inserter = app.Services.GetRequiredService<NextCode.Attempts.Consumer.Ingest.Insert.RowInserter>();
        var row = new Row("e-1", "{}"u8.ToArray(), DateTimeOffset.UnixEpoch, 0);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, Rows)
                .Select(_ => inserter.InsertAsync(row, new Deadline(TimeProvider.System, TimeSpan.FromSeconds(8))))
        );
        var shared = Rows / Stopwatch.GetElapsedTime(started).TotalSeconds;

        var table = new NullTable(latency);
        started = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(
            0,
            Rows / 10,
            new ParallelOptions { MaxDegreeOfParallelism = Slots },
            async (_, cancellation) => await table.InsertAllAsync([new TableRow("e-1", row.Json)], cancellation)
        );
        var naive = table.Rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Line("BigQuery at 50 ms, 4 calls at once: rows/s, shared calls", shared, "");
        Line("the same, one row a call", naive, "");
    }

    private static WebApplication Create(ITable table) =>
        ConsumerHost.Create(
            new ConsumerHostOptions
            {
                Url = "http://127.0.0.1:0",
                Configuration = new Dictionary<string, string?>
                {
                    ["Consumer:ProjectId"] = "local",
                    ["Logging:LogLevel:Default"] = "None",
                },
                Services = services =>
                    services
                        .AddSingleton(table)
                        .AddSingleton<ITopic, NullTopic>()
                        .AddSingleton<IDependencies, NullTopic>(),
            }
        );

    private static WebApplication CreateBare()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost(
            "/",
            static async context =>
            {
                using var json = await JsonDocument.ParseAsync(context.Request.Body);
                context.Response.StatusCode =
                    json.RootElement.TryGetProperty("message", out var message)
                    && message.GetProperty("data").GetBytesFromBase64().Length > 0
                        ? StatusCodes.Status204NoContent
                        : StatusCodes.Status400BadRequest;
            }
        );
        return app;
    }

    // The runtime counts what runs often while it runs, and compiles it in the pauses: until then the two differ by how
    // much code of theirs is counted.
    private static async Task WarmUpAsync(WebApplication app, byte[] request)
    {
        for (var round = 0; round < 5; round++)
        {
            await PushAsync(app, request, 20_000);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }

    private static async Task<double> PushAsync(WebApplication app, byte[] request, int pushes)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, Connections)
                .Select(async _ =>
                {
                    using var connection = await ConnectAsync(app);
                    for (var number = 0; number < pushes / Connections; number++)
                    {
                        await ExchangeAsync(connection, request);
                    }
                })
        );
        return pushes / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    // Two connections of 500 a second each, by a schedule: a late answer does not make the next request later.
    private static async Task<double[]> PacedAsync(WebApplication app, byte[] request)
    {
        const int PerConnection = 5_000;
        var interval = TimeSpan.FromMilliseconds(2);
        var samples = await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(async _ =>
                {
                    using var connection = await ConnectAsync(app);
                    var taken = new double[PerConnection];
                    var origin = Stopwatch.GetTimestamp();
                    for (var number = 0; number < PerConnection; number++)
                    {
                        var wait = (interval * number) - Stopwatch.GetElapsedTime(origin);
                        if (wait > TimeSpan.FromMilliseconds(1))
                        {
                            await Task.Delay(wait, TimeProvider.System);
                        }

                        var started = Stopwatch.GetTimestamp();
                        await ExchangeAsync(connection, request);
                        taken[number] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                    }

                    return taken;
                })
        );
        return [.. samples.SelectMany(static sample => sample).Order()];
    }

    private static async Task<Socket> ConnectAsync(WebApplication app)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(app.Urls.First()).Port);
        return socket;
    }

    private static async Task ExchangeAsync(Socket connection, byte[] request)
    {
        var answer = new byte[512];
        await connection.SendAsync(request);
        var length = 0;
        while (!answer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            length += await connection.ReceiveAsync(answer.AsMemory(length));
        }

        if (!answer.AsSpan(0, length).StartsWith("HTTP/1.1 204"u8))
        {
            throw new InvalidOperationException("A push was not answered 204.");
        }
    }

    private static void Line(string what, double measured, string target) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {measured:N2} | {target} |"));

    private sealed class NullTopic : ITopic, IDependencies
    {
        public string Name => "projects/local/topics/attempts-dead-letter";

        public Task<IReadOnlyList<string>> PublishAsync(
            IReadOnlyList<PubSubMessage> messages,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException("The sample went to the dead letters.");

        public Task<IReadOnlyList<string>> FindMissingAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>([]);
    }
}
