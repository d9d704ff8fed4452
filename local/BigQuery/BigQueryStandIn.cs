using Microsoft.Extensions.DependencyInjection.Extensions;
using NextCode.Attempts.Local.BigQuery.Faults;
using NextCode.Attempts.Local.BigQuery.Jobs;
using NextCode.Attempts.Local.BigQuery.Queries;
using NextCode.Attempts.Local.BigQuery.Rest;
using NextCode.Attempts.Local.BigQuery.Storage;

namespace NextCode.Attempts.Local.BigQuery;

/// <summary>A local BigQuery: Google's REST API v2, as far as this product and the bq command use it, over one SQLite file.</summary>
internal static class BigQueryStandIn
{
    /// <summary>A request over the API's own limit is read to its end, up to here, so that its sender gets the answer.</summary>
    private const long MaxDrainedBytes = 64L << 20;

    /// <returns>A server that is not yet started. Disposing it closes the database.</returns>
    /// <exception cref="IOException">The data directory cannot be written, or another stand-in uses it.</exception>
    internal static WebApplication Create(BigQueryStandInOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxDrainedBytes;
            kestrel.Listen(options.Listen);
        });
        builder.Services.AddRequestDecompression();
        var store = Store.Open(options.DataDirectory, options.Time);
        // Through factories, so that the container disposes them, last made first.
        builder.Services.TryAddSingleton(_ => store);
        builder.Services.AddSingleton(_ => new ReaderPool(store.DatabasePath, options));
        builder.Services.AddSingleton(services => new QueryRunner(
            services.GetRequiredService<Store>(),
            services.GetRequiredService<ReaderPool>(),
            options
        ));
        builder.Services.AddSingleton(services => new JobStore(
            services.GetRequiredService<QueryRunner>(),
            options,
            services.GetRequiredService<ILoggerFactory>().CreateLogger<JobStore>()
        ));

        var app = builder.Build();
        app.UseGoogleErrors();
        app.UseRequestDecompression();
        Map(app, options);
        return app;
    }

    private static void Map(WebApplication app, BigQueryStandInOptions options)
    {
        var store = app.Services.GetRequiredService<Store>();
        var readers = app.Services.GetRequiredService<ReaderPool>();
        var queries = app.Services.GetRequiredService<QueryRunner>();
        var jobs = app.Services.GetRequiredService<JobStore>();
        app.Lifetime.ApplicationStopping.Register(jobs.Stop);
        new DiscoveryEndpoints().Map(app);
        new ProjectEndpoints(store).Map(app);
        new DatasetEndpoints(store).Map(app);
        new TableEndpoints(store, queries, readers).Map(app);
        var faults = new FaultSwitch();
        new FaultEndpoints(faults).Map(app);
        new TabledataEndpoints(store, readers, faults, options.Time).Map(app);
        new JobEndpoints(jobs, options.Time).Map(app);
        new QueryEndpoints(jobs, options.Time).Map(app);
    }
}
