using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Consumer.Tests.Enrichment.Asn;

/// <summary>
/// One file, served as a web server does, with its ETag, and as Cloud Storage's JSON API does, with its generation.
/// </summary>
internal sealed class FakeFileServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _answers = new();
    private byte[] _content = [];
    private int _generation;

    private FakeFileServer(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public string Authority => new Uri(Address).Authority;

    /// <summary>Status and path of every answer, in order.</summary>
    public IReadOnlyList<string> Answers => [.. _answers];

    /// <summary>Answered to everything, while set.</summary>
    public int? Failure { get; set; }

    public static async Task<FakeFileServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeFileServer(app);
        app.Use(
            async (context, next) =>
            {
                if (server.Failure is { } failure)
                {
                    context.Response.StatusCode = failure;
                }
                else
                {
                    await next();
                }

                server._answers.Enqueue(
                    $"{context.Response.StatusCode} {context.Request.Path}{context.Request.QueryString}"
                );
            }
        );
        app.MapGet("/table.tsv.gz", server.FileAsync);
        app.MapGet("/storage/v1/b/bucket/o/{**name}", server.ObjectAsync);
        await app.StartAsync();
        return server;
    }

    public void Serve(byte[] content)
    {
        _content = content;
        _generation++;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task FileAsync(HttpContext context)
    {
        var tag = $"\"g{_generation}\"";
        context.Response.Headers.ETag = tag;
        if (context.Request.Headers.IfNoneMatch == tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        return context.Response.Body.WriteAsync(_content).AsTask();
    }

    private Task ObjectAsync(HttpContext context)
    {
        if ((string?)context.Request.RouteValues["name"] is not "ip/table.tsv.gz" and not "ip%2Ftable.tsv.gz")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return context.Request.Query["alt"] == "media"
            ? context.Response.Body.WriteAsync(_content).AsTask()
            : context.Response.WriteAsJsonAsync(
                new { kind = "storage#object", generation = _generation.ToString(CultureInfo.InvariantCulture) }
            );
    }
}
