using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Publisher;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>
/// The same API on Kestrel with and without capture (up to the serialized event; the log and delivery have benchmarks of
/// their own), measured by turns over loopback, one request after the other. Once the API does nothing, and once it does
/// what a signup cannot do without: hash the password.
/// </summary>
internal static class LoopbackBenchmark
{
    /// <summary>A sixtieth of what OWASP asks for PBKDF2-HMAC-SHA256, to be on the unkind side.</summary>
    private const int Iterations = 10_000;

    public static async Task RunAsync(int pairs)
    {
        Console.WriteLine(
            "| API | | without, µs (median) | with, µs (median) | change, mean of pairs | 95 % interval |"
        );
        Console.WriteLine("|---|---|---:|---:|---:|---:|");
        await RunAsync("does nothing", iterations: 0, pairs, requests: 3_000);
        await RunAsync("hashes a password", Iterations, pairs, requests: 100);
    }

    private static async Task RunAsync(string name, int iterations, int pairs, int requests)
    {
        await using var without = await StartAsync(attempts: false, iterations);
        await using var with = await StartAsync(attempts: true, iterations);
        var (bareAddress, address) = (Endpoint(without), Endpoint(with));
        for (var warmUp = 0; warmUp < 3; warmUp++)
        {
            Measure(bareAddress, requests);
            Measure(address, requests);
        }

        var p50 = new List<(double Without, double With)>();
        var p99 = new List<(double Without, double With)>();
        for (var pair = 0; pair < pairs; pair++)
        {
            // Who goes first changes, so that neither always finds the machine warmed by the other.
            var first = Measure(pair % 2 == 0 ? bareAddress : address, requests);
            var second = Measure(pair % 2 == 0 ? address : bareAddress, requests);
            var (bare, own) = pair % 2 == 0 ? (first, second) : (second, first);
            p50.Add((Statistics.Percentile(bare, 0.5), Statistics.Percentile(own, 0.5)));
            p99.Add((Statistics.Percentile(bare, 0.99), Statistics.Percentile(own, 0.99)));
        }

        Print($"{name} ({pairs} pairs of {requests})", "p50", p50);
        Print("", "p99", p99);
    }

    private static void Print(string api, string name, List<(double Without, double With)> pairs)
    {
        var (mean, half) = Statistics.Mean([.. pairs.Select(pair => ((pair.With / pair.Without) - 1) * 100)]);
        Console.WriteLine(
            $"| {api} | {name} | {Statistics.Median(pairs.Select(pair => pair.Without)):F1} | {Statistics.Median(pairs.Select(pair => pair.With)):F1} "
                + $"| {mean:+0.0;-0.0} % | {mean - half:+0.0;-0.0} % to {mean + half:+0.0;-0.0} % |"
        );
    }

    private static async Task<WebApplication> StartAsync(bool attempts, int iterations)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (attempts)
        {
            builder.Services.AddAttempts(options =>
            {
                options.ServiceName = "benchmark";
                options.TrustedProxies.Add("127.0.0.1");
                options.Routes.Add(new AttemptRoute { Pattern = "/client/Create", Action = AttemptAction.Signup });
            });
            builder.Services.Remove(
                builder.Services.Single(service => service.ImplementationType == typeof(DeliveryService))
            );
            builder.Services.AddSingleton<IAttemptLog, DiscardingLog>();
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
                if (iterations > 0)
                {
                    var password = body.RootElement.GetProperty("password").GetString()!;
                    Rfc2898DeriveBytes.Pbkdf2(
                        password,
                        Payloads.Request.AsSpan(0, 16),
                        iterations,
                        HashAlgorithmName.SHA256,
                        32
                    );
                }

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
    private static double[] Measure(IPEndPoint endpoint, int requests)
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

        Array.Sort(times);
        return times;
    }
}
