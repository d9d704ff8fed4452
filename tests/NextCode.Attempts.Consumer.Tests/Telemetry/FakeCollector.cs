using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Consumer.Tests.Telemetry;

/// <summary>A collector that takes OTLP over HTTP and keeps what it gets as text, in which protobuf leaves names readable.</summary>
internal sealed class FakeCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string Content)> _taken = new();

    private FakeCollector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public string Metrics => Content("/v1/metrics");

    public string Traces => Content("/v1/traces");

    public static async Task<FakeCollector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new FakeCollector(app);
        app.MapPost("/v1/{signal}", collector.TakeAsync);
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string Content(string path) =>
        string.Concat(_taken.Where(taken => taken.Path == path).Select(static taken => taken.Content));

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _taken.Enqueue((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
    }
}
