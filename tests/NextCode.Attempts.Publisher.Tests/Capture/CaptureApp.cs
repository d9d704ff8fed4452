using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>An API on Kestrel, on a port of the system's choice, whose attempts stay in memory.</summary>
internal sealed class CaptureApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private CaptureApp(WebApplication app, RecordingLog log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public RecordingLog Log { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<CaptureApp> StartAsync(
        Action<WebApplication> map,
        Action<AttemptsOptions>? configure = null,
        Action<WebApplicationBuilder>? build = null
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Environment.EnvironmentName = Environments.Production;
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        build?.Invoke(builder);
        builder.Services.AddAttempts(options =>
        {
            options.ProjectId = "test";
            options.ServiceName = "test";
            options.TrustedProxies.Add("127.0.0.1");
            configure?.Invoke(options);
        });
        var delivery = builder.Services.Single(service => service.ImplementationType == typeof(DeliveryService));
        builder.Services.Remove(delivery);
        var log = new RecordingLog();
        builder.Services.AddSingleton<IAttemptLog>(log);
        var app = builder.Build();
        app.UseAttempts();
        map(app);
        await app.StartAsync();
        return new CaptureApp(app, log);
    }

    /// <summary>Stops the API, after which every request has ended.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
