using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Publisher.Capture;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>The middleware alone, without a server: one request in, its attempts out.</summary>
internal sealed class CasePipeline : IDisposable
{
    private readonly ServiceProvider _services;

    public CasePipeline(JsonNode? options = null, TimeProvider? timeProvider = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMetrics();
        if (timeProvider is not null)
        {
            services.AddSingleton(timeProvider);
        }

        services.AddAttempts(configured => configured.TrustedProxies.Add("10.0.0.0/8"));
        if (options is not null)
        {
            var json = new MemoryStream(Encoding.UTF8.GetBytes(options.ToJsonString()));
            services.AddAttempts(new ConfigurationBuilder().AddJsonStream(json).Build());
        }

        services.AddSingleton<IAttemptLog>(Log);
        _services = services.BuildServiceProvider();
    }

    public RecordingLog Log { get; } = new();

    public CaptureFaults Faults => _services.GetRequiredService<CaptureFaults>();

    /// <summary>A context as a server would make it, from the peer 10.0.0.1.</summary>
    public DefaultHttpContext Context(string method, string target)
    {
        var context = new DefaultHttpContext { RequestServices = _services };
        context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.1");
        context.Request.Method = method;
        context.Request.Host = new HostString("api.example:8080");
        var question = target.IndexOf('?');
        context.Request.Path = new PathString(Uri.UnescapeDataString(question < 0 ? target : target[..question]));
        context.Request.QueryString = new QueryString(question < 0 ? "" : target[question..]);
        context.Response.Body = new MemoryStream();
        context.TraceIdentifier = "request-1";
        return context;
    }

    public Task RunAsync(HttpContext context, RequestDelegate handler) =>
        ActivatorUtilities.CreateInstance<AttemptsMiddleware>(_services, handler).InvokeAsync(context);

    public void Dispose() => _services.Dispose();
}
