using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Google.Tests;

/// <summary>A server on loopback that records every request and gives the answers it was told to, in turn.</summary>
internal sealed class FakeGoogle : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Queue<Func<HttpContext, Task>> _answers = new();

    private FakeGoogle(WebApplication app) => _app = app;

    public List<RecordedRequest> Requests { get; } = [];

    public string Host => new Uri(_app.Urls.Single()).Authority;

    public static async Task<FakeGoogle> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var fake = new FakeGoogle(builder.Build());
        fake._app.Run(fake.HandleAsync);
        await fake._app.StartAsync();
        return fake;
    }

    public FakeGoogle Answer(int status, string body, params (string Name, string Value)[] headers)
    {
        _answers.Enqueue(async context =>
        {
            context.Response.StatusCode = status;
            foreach (var (name, value) in headers)
            {
                context.Response.Headers[name] = value;
            }

            await context.Response.WriteAsync(body);
        });
        return this;
    }

    public FakeGoogle Reset()
    {
        _answers.Enqueue(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        return this;
    }

    public FakeGoogle Hang(Action started)
    {
        _answers.Enqueue(async context =>
        {
            started();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        return this;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        Func<HttpContext, Task> answer;
        lock (Requests)
        {
            var request = context.Request;
            Requests.Add(
                new RecordedRequest(
                    $"{request.Method} {request.Path}{request.QueryString}",
                    body,
                    request.Headers.Authorization.ToString()
                )
            );
            answer = _answers.TryDequeue(out var next)
                ? next
                : throw new InvalidOperationException($"No answer was prepared for {request.Method} {request.Path}.");
        }

        await answer(context);
    }
}

internal sealed record RecordedRequest(string Line, string Body, string Authorization);
