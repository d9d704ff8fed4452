using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NextCode.Attempts.Consumer.Tests.Enrichment.Iptoasn;

/// <summary>iptoasn's web service on a free port, over a few networks; it can be made to misbehave.</summary>
internal sealed class FakeIptoasn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<string> _asked = new();

    private FakeIptoasn(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>The addresses asked for, in order.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    /// <summary>Answers instead of the service, while set.</summary>
    public Func<HttpContext, Task>? Misbehave { get; set; }

    public static async Task<FakeIptoasn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeIptoasn(app);
        app.MapGet("/v1/as/ip/{ip}", fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var ip = (string)context.Request.RouteValues["ip"]!;
        _asked.Enqueue(ip);
        if (Misbehave is { } misbehave)
        {
            return misbehave(context);
        }

        var network = ip switch
        {
            "8.8.8.8" or "2001:4860:4860::8888" => (15169, "US", "GOOGLE"),
            "139.130.4.5" => (1221, "AU", "ASN-TELSTRA"),
            "88.198.0.1" => (24940, "DE", "HETZNER-AS"),
            _ => (0, "None", "Not routed"),
        };
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            network.Item1 == 0
                ? $$"""{"announced":false,"ip":"{{ip}}"}"""
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""
                    {"announced":true,"as_country_code":"{{network.Item2}}","as_description":"{{network.Item3}}",
                     "as_number":{{network.Item1}},"first_ip":"{{ip}}","ip":"{{ip}}","last_ip":"{{ip}}"}
                    """
                )
        );
    }
}
