using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Publisher;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>
/// The same API on Kestrel with and without attempts (the whole publisher: capture, log, delivery to a topic that
/// acknowledges at once), measured by turns over loopback by a client that opens a few connections and sends one request
/// after the other on each.
/// </summary>
internal static class LoopbackBenchmark
{
    private const int Connections = 2;

    public static async Task RunAsync(int pairs, int requests)
    {
        await using var without = await StartAsync(attempts: false);
        await using var with = await StartAsync(attempts: true);
        var (bareAddress, address) = (Endpoint(without), Endpoint(with));
        await MeasureAsync(bareAddress, requests);
        await MeasureAsync(address, requests);

        var p50 = new List<(double Without, double With)>();
        var p99 = new List<(double Without, double With)>();
        for (var pair = 0; pair < pairs; pair++)
        {
            // Who goes first changes, so that neither always finds the machine warmed by the other.
            var first = await MeasureAsync(pair % 2 == 0 ? bareAddress : address, requests);
            var second = await MeasureAsync(pair % 2 == 0 ? address : bareAddress, requests);
            var (bare, own) = pair % 2 == 0 ? (first, second) : (second, first);
            p50.Add((Statistics.Percentile(bare, 0.5), Statistics.Percentile(own, 0.5)));
            p99.Add((Statistics.Percentile(bare, 0.99), Statistics.Percentile(own, 0.99)));
        }

        Console.WriteLine($"{pairs} pairs of {requests} requests each, {Connections} connections.");
        Console.WriteLine();
        Console.WriteLine("| | without, µs (median) | with, µs (median) | change, mean of pairs | 95 % interval |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        Print("p50", p50);
        Print("p99", p99);
    }

    private static void Print(string name, List<(double Without, double With)> pairs)
    {
        var (mean, half) = Statistics.Mean([.. pairs.Select(pair => ((pair.With / pair.Without) - 1) * 100)]);
        Console.WriteLine(
            $"| {name} | {Statistics.Median(pairs.Select(pair => pair.Without)):F1} | {Statistics.Median(pairs.Select(pair => pair.With)):F1} "
                + $"| {mean:+0.0;-0.0} % | {mean - half:+0.0;-0.0} % to {mean + half:+0.0;-0.0} % |"
        );
    }

    private static async Task<WebApplication> StartAsync(bool attempts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (attempts)
        {
            builder.Services.AddSingleton<ITopic, AcknowledgingTopic>();
            builder.Services.AddAttempts(options =>
            {
                options.ServiceName = "benchmark";
                options.TrustedProxies.Add("127.0.0.1");
                options.Routes.Add(new AttemptRoute { Pattern = "/client/Create", Action = AttemptAction.Signup });
            });
        }

        var app = builder.Build();
        if (attempts)
        {
            app.UseAttempts();
        }

        app.MapPost(
            "/client/Create",
            async (HttpContext context) =>
            {
                using var body = await JsonDocument.ParseAsync(context.Request.Body);
                context.Response.StatusCode = body.RootElement.TryGetProperty("email", out _) ? 201 : 400;
                context.Response.ContentType = "application/json";
                context.Response.ContentLength = Payloads.Response.Length;
                await context.Response.Body.WriteAsync(Payloads.Response);
            }
        );
        await app.StartAsync();
        return app;
    }

    private static IPEndPoint Endpoint(WebApplication app) => new(IPAddress.Loopback, new Uri(app.Urls.First()).Port);

    /// <returns>Microseconds of each request, sorted.</returns>
    private static async Task<double[]> MeasureAsync(IPEndPoint endpoint, int requests)
    {
        var runs = Enumerable
            .Range(0, Connections)
            .Select(_ => Task.Run(() => Connection(endpoint, requests / Connections)));
        return [.. (await Task.WhenAll(runs)).SelectMany(times => times).Order()];
    }

    private static double[] Connection(IPEndPoint endpoint, int requests)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(endpoint);
        var head = Encoding.ASCII.GetBytes(
            "POST /client/Create?promo=summer HTTP/1.1\r\nHost: api.example.com\r\nUser-Agent: benchmark\r\n"
                + "CF-Connecting-IP: 203.0.113.9\r\nCF-IPCountry: AU\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {Payloads.Request.Length}\r\n\r\n"
        );
        byte[] message = [.. head, .. Payloads.Request];
        var buffer = new byte[16 * 1024];
        var times = new double[requests];
        for (var i = 0; i < requests; i++)
        {
            var start = Stopwatch.GetTimestamp();
            socket.Send(message);
            var received = 0;
            int end;
            do
            {
                received += socket.Receive(buffer.AsSpan(received));
                end = buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8);
            } while (end < 0 || received < end + 4 + Payloads.Response.Length);

            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        return times;
    }

    private sealed class AcknowledgingTopic : ITopic
    {
        public string Name => "projects/benchmark/topics/attempts";

        public Task<IReadOnlyList<string>> PublishAsync(
            IReadOnlyList<PubSubMessage> messages,
            CancellationToken cancellationToken
        ) => Task.FromResult<IReadOnlyList<string>>([.. messages.Select(_ => "1")]);
    }
}
