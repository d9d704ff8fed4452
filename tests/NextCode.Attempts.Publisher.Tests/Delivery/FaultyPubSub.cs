using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Publisher.Tests.Delivery;

/// <summary>What the server does with a publish call.</summary>
public enum Fault
{
    None,

    /// <summary>Nobody listens: connections are refused, and those there are end.</summary>
    Refuse,
    Hang,
    Answer500,
    Answer429,
    Answer403,
    Answer404,
    ResetMidResponse,
    TakeThenReset,
    Nonsense,
}

/// <summary>Speaks just enough of Pub/Sub's REST to be published to, and misbehaves as it is told.</summary>
internal sealed class FaultyPubSub : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _taken = new();
    private WebApplication? _app;
    private int _faulted;

    private FaultyPubSub() { }

    /// <summary>What it does at the moment.</summary>
    public Fault Fault { get; private set; }

    /// <summary>Calls that were misbehaved to.</summary>
    public int Faulted => _faulted;

    /// <summary>The <c>ce-id</c> of every message taken.</summary>
    public IReadOnlyList<string> Taken => [.. _taken];

    public int TakenCount => _taken.Count;

    public string Host { get; private set; } = "127.0.0.1:0";

    public static async Task<FaultyPubSub> StartAsync(Fault fault = Fault.None)
    {
        var server = new FaultyPubSub();
        await server.ListenAsync();
        await server.MisbehaveAsync(fault);
        return server;
    }

    /// <summary>Begins to do something else.</summary>
    public async Task MisbehaveAsync(Fault fault)
    {
        Fault = fault;
        if (fault is Fault.Refuse)
        {
            await EndAsync();
        }
        else if (_app is null)
        {
            await ListenAsync();
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task ListenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{Host}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 20_000_000);
        _app = builder.Build();
        _app.Run(AnswerAsync);
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Host = new Uri(addresses.Addresses.Single()).Authority;
    }

    private async Task EndAsync()
    {
        if (_app is not { } app)
        {
            return;
        }

        _app = null;
        // Cancelled from the beginning: calls in flight are cut off.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var fault = Fault;
        if (fault is not Fault.None)
        {
            Interlocked.Increment(ref _faulted);
        }

        switch (fault)
        {
            case Fault.None:
                await TakeAsync(context);
                break;
            case Fault.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case Fault.ResetMidResponse:
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("""{"messageIds":["1" """);
                await context.Response.Body.FlushAsync();
                context.Abort();
                break;
            case Fault.TakeThenReset:
                await ReadAsync(context);
                context.Abort();
                break;
            case Fault.Nonsense:
                await context.Response.WriteAsync("<html>");
                break;
            default:
                context.Response.StatusCode = int.Parse(fault.ToString()["Answer".Length..]);
                await context.Response.WriteAsync("""{"error":{"status":"SOME_REASON","message":"a reason"}}""");
                break;
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        var count = await ReadAsync(context);
        await context.Response.WriteAsJsonAsync(
            new { messageIds = Enumerable.Range(0, count).Select(n => n.ToString()) }
        );
    }

    private async Task<int> ReadAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var messages = body.RootElement.GetProperty("messages");
        foreach (var message in messages.EnumerateArray())
        {
            _taken.Enqueue(message.GetProperty("attributes").GetProperty("ce-id").GetString()!);
        }

        return messages.GetArrayLength();
    }
}
