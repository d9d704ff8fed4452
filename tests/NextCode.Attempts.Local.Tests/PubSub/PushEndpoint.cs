using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Local.Tests.PubSub;

/// <summary>A push, as an endpoint received it.</summary>
internal sealed record ReceivedPush(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string MessageId => (string)Json["message"]!["messageId"]!;
}

/// <summary>An HTTP server that keeps what is pushed to it and answers as the test says.</summary>
internal sealed class PushEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedPush> _received = Channel.CreateUnbounded<ReceivedPush>();
    private int _atOnce;
    private int _mostAtOnce;

    private PushEndpoint(WebApplication app) => _app = app;

    /// <summary>The status of every answer; may change at any time.</summary>
    public int Status { get; set; } = 204;

    /// <summary>Answers wait for this.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>The most pushes that were under way together.</summary>
    public int MostAtOnce => _mostAtOnce;

    public string Url => _app.Urls.Single() + "/push";

    public static async Task<PushEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var endpoint = new PushEndpoint(app);
        app.MapPost("/push", (RequestDelegate)endpoint.ReceiveAsync);
        await app.StartAsync();
        return endpoint;
    }

    /// <summary>The fields of a subscription that point it here.</summary>
    public string PushConfig(string more = "") => $$""" "pushConfig":{"pushEndpoint":"{{Url}}"{{more}}} """;

    /// <summary>The next push; waits for it.</summary>
    public async Task<ReceivedPush> NextAsync() => await _received.Reader.ReadAsync(RunningStandIn.Patience);

    /// <summary>A push that has already come, if any.</summary>
    public ReceivedPush? Taken() => _received.Reader.TryRead(out var push) ? push : null;

    public async ValueTask DisposeAsync()
    {
        Hold?.TrySetResult();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        var now = Interlocked.Increment(ref _atOnce);
        InterlockedMax(ref _mostAtOnce, now);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers.ToDictionary(
            header => header.Key.ToLowerInvariant(),
            header => header.Value.ToString()
        );
        await _received.Writer.WriteAsync(new ReceivedPush(headers, body.ToArray()));
        if (Hold is { } hold)
        {
            await hold.Task.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Interlocked.Decrement(ref _atOnce);
        context.Response.StatusCode = Status;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        var seen = target;
        while (seen < value && Interlocked.CompareExchange(ref target, value, seen) is var current && current != seen)
        {
            seen = current;
        }
    }
}
