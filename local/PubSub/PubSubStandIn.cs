using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NextCode.Attempts.Local.PubSub.Endpoints;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub;

/// <summary>
/// Pub/Sub on a laptop: Google's REST API (v1) over a SQLite file, so that production code is only pointed at another
/// host. Not here: gRPC, ordered delivery, seek, snapshots, schemas, IAM and the token of a push.
/// </summary>
internal static class PubSubStandIn
{
    /// <summary>Ten megabytes of data grow by a third as base64, and JSON around it.</summary>
    internal const int MaxRequestBytes = 16 * 1024 * 1024;

    /// <summary>Opens the store and prepares the application, which the caller starts and disposes.</summary>
    /// <exception cref="ArgumentException">An option is out of bounds.</exception>
    /// <exception cref="IOException">The data directory cannot be used; says which and why.</exception>
    internal static WebApplication Create(PubSubStandInOptions options)
    {
        if (options.Errors() is { Count: > 0 } errors)
        {
            throw new ArgumentException(
                $"The Pub/Sub stand-in cannot start: {string.Join("; ", errors)}.",
                nameof(options)
            );
        }
        var builder = WebApplication.CreateSlimBuilder();
        // The host's own settings are not the stand-in's.
        builder.Configuration.Sources.Clear();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Listen(options.Listen, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(options.Time);
        builder.Services.AddSingleton<Broker>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Broker>());
        builder.Services.AddSingleton<TopicEndpoints>();
        builder.Services.AddSingleton<PublishEndpoint>();
        builder.Services.AddSingleton<SubscriptionEndpoints>();
        builder.Services.AddSingleton<PullEndpoint>();
        builder.Services.AddSingleton<AcknowledgeEndpoints>();

        var app = builder.Build();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseRouting();
        Map(app);
        return app;
    }

    private static void Map(WebApplication app)
    {
        var broker = app.Services.GetRequiredService<Broker>();
        app.Services.GetRequiredService<TopicEndpoints>().Map(app);
        app.Services.GetRequiredService<PublishEndpoint>().Map(app);
        app.Services.GetRequiredService<SubscriptionEndpoints>().Map(app);
        app.Services.GetRequiredService<PullEndpoint>().Map(app);
        app.Services.GetRequiredService<AcknowledgeEndpoints>().Map(app);
        app.MapGet("/", (RequestDelegate)(context => context.Response.WriteAsync(Describe(broker))));
        app.MapPost(
            "/reset",
            (RequestDelegate)(
                async context =>
                {
                    await broker.ResetAsync();
                    await context.Response.WriteAsync("Reset.\n");
                }
            )
        );
        app.MapFallback((RequestDelegate)(context => throw Unknown(context.Request)));
    }

    private static ApiException Unknown(HttpRequest request) =>
        request.Path.Value!.Contains(':', StringComparison.Ordinal)
            ? ApiException.Unimplemented($"The Pub/Sub stand-in does not know {request.Method} {request.Path}.")
            : ApiException.NotFound(request.Path);

    private static string Describe(Broker broker) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"NextCode.Attempts Pub/Sub stand-in: {broker.Topology.Topics.Count()} topics, {broker.Topology.Subscriptions.Count()} subscriptions, {broker.Topology.Backlog} unacknowledged messages\n"
        );
}
