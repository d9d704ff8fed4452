using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpLogging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Publisher;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>The same application behind one middleware or none, without a server.</summary>
internal sealed class Pipeline
{
    private readonly RequestDelegate _app;
    private readonly IServiceProvider _services;
    private readonly MemoryStream _request = new(Payloads.Request);
    private readonly Stream _response = Stream.Null;
    private readonly IPAddress _peer = IPAddress.Parse("10.0.0.1");

    private Pipeline(IServiceProvider services, Action<ApplicationBuilder> use)
    {
        _services = services;
        var builder = new ApplicationBuilder(services);
        use(builder);
        builder.Run(HandleAsync);
        _app = builder.Build();
    }

    public static Pipeline Bare() => new(new ServiceCollection().BuildServiceProvider(), _ => { });

    public static Pipeline HttpLogging(DiscardingLogger logger)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(logger));
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment());
        services.AddHttpLogging(options =>
        {
            options.LoggingFields = HttpLoggingFields.All | HttpLoggingFields.RequestQuery;
            options.RequestBodyLogLimit = 16 * 1024;
            options.ResponseBodyLogLimit = 16 * 1024;
            foreach (var header in Headers.Keys)
            {
                options.RequestHeaders.Add(header);
            }
        });
        return new Pipeline(services.BuildServiceProvider(), app => app.UseHttpLogging());
    }

    public static Pipeline Attempts()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAttempts(options =>
        {
            options.ProjectId = "benchmark";
            options.TrustedProxies.Add("10.0.0.0/8");
            options.Routes.Add(new AttemptRoute { Pattern = "/client/Create", Action = AttemptAction.Signup });
        });
        services.AddSingleton<IAttemptLog, DiscardingLog>();
        return new Pipeline(services.BuildServiceProvider(), app => app.UseAttempts());
    }

    private static readonly Dictionary<string, string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["User-Agent"] =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
        ["Referer"] = "https://www.example.com/join?promo=summer",
        ["Accept-Language"] = "en-AU,en;q=0.9",
        ["CF-Connecting-IP"] = "203.0.113.9",
        ["CF-IPCountry"] = "AU",
        ["CF-Ray"] = "8f1a2b3c4d5e6f70-PER",
        ["X-Fingerprint"] = "d3b07384d113edec49eaa6238ad5ff00",
    };

    /// <summary>One request, handled synchronously because nothing in it waits.</summary>
    public void Once(string path)
    {
        var context = new DefaultHttpContext { RequestServices = _services };
        context.Connection.RemoteIpAddress = _peer;
        context.TraceIdentifier = "0HN1";
        var request = context.Request;
        request.Method = "POST";
        request.Path = path;
        request.Host = new HostString("api.example.com");
        request.QueryString = new QueryString("?promo=summer&aff_id=7");
        request.ContentType = "application/json";
        request.ContentLength = Payloads.Request.Length;
        foreach (var (name, value) in Headers)
        {
            request.Headers[name] = value;
        }

        _request.Position = 0;
        request.Body = _request;
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(_response));
        _app(context).GetAwaiter().GetResult();
    }

    private static readonly byte[] Read = new byte[4096];

    private static async Task HandleAsync(HttpContext context)
    {
        while (await context.Request.Body.ReadAsync(Read) > 0)
        {
            // The application reads all of it.
        }

        context.Response.StatusCode = 201;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(Payloads.Response);
    }
}
