using System.Diagnostics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Admin;
using NextCode.Attempts.Consumer.Authorization;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Enrichment;
using NextCode.Attempts.Consumer.Enrichment.Asn;
using NextCode.Attempts.Consumer.Enrichment.Iptoasn;
using NextCode.Attempts.Consumer.Enrichment.Typos;
using NextCode.Attempts.Consumer.Hosting;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Consumer.Ingest.Insert;
using NextCode.Attempts.Consumer.Ingest.Pull;
using NextCode.Attempts.Consumer.Ingest.Push;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Consumer.Telemetry;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Google.Storage;

namespace NextCode.Attempts.Consumer;

/// <summary>Makes the consumer: pushes in, rows into BigQuery.</summary>
public static class ConsumerHost
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    // What waits for a connection longer than it may waits no more.
    private const int IptoasnConnections = 32;

    // Cloud Run kills the process 10 s after SIGTERM.
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(9);

    // A line a request is the platform's business; any other source of configuration wins over these.
    private static readonly Dictionary<string, string?> Defaults = new(StringComparer.Ordinal)
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
    };

    /// <summary>Makes the service, not yet started.</summary>
    /// <exception cref="OptionsValidationException">Thrown by the start, not here: settings are wrong; all of them are named.</exception>
    public static WebApplication Create(ConsumerHostOptions? options = null)
    {
        options ??= new ConsumerHostOptions();
        var builder = WebApplication.CreateSlimBuilder([.. options.Args]);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Configuration.AddInMemoryCollection(options.Configuration);
        builder.WebHost.UseUrls(options.Url ?? ListenUrl(builder.Configuration));

        var services = builder.Services;
        options.Services?.Invoke(services);
        services.AddOptions<ConsumerOptions>().BindConfiguration(ConsumerOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConsumerOptions>, ConsumerOptionsValidator>();
        services
            .AddOptions<KestrelServerOptions>()
            .Configure<IOptions<ConsumerOptions>>(
                static (kestrel, consumer) =>
                {
                    kestrel.AddServerHeader = false;
                    kestrel.Limits.MaxRequestBodySize = consumer.Value.MaxBodyBytes;
                }
            );
        services.TryAddSingleton(TimeProvider.System);
        AddGoogle(services);
        services.AddHttpClient();
        services.TryAddSingleton(static provider =>
        {
            var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(SigningKeys));
            client.MaxResponseContentBufferSize = SigningKeys.MaxAnswerBytes;
            var oidc = provider.GetRequiredService<IOptions<ConsumerOptions>>().Value.Oidc;
            return new SigningKeys(client, oidc.KeysUrl, provider.GetRequiredService<TimeProvider>());
        });
        services.AddSingleton(static provider => new OidcVerifier(
            provider.GetRequiredService<IOptions<ConsumerOptions>>().Value.Oidc,
            provider.GetRequiredService<SigningKeys>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        AddEnrichment(services);
        services.AddSingleton<TableColumns>();
        services.AddSingleton<RowBuilder>();
        services.AddSingleton<ConsumerMetrics>();
        services.AddSingleton<Admission>();
        services.AddSingleton<RowInserter>();
        services.AddSingleton<DeadLetterPublisher>();
        services.AddSingleton<Ingestor>();
        services.AddSingleton<PushEndpoint>();
        services.AddSingleton<Readiness>();
        services.AddHostedService<DependencyCheck>();
        services.AddHostedService<OtlpExport>();
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = DrainTime);
        AddPull(services, builder.Configuration);
        var hasAdmin = AdminHost.IsOn(builder.Configuration);
        if (hasAdmin)
        {
            AdminHost.Add(services);
        }

        AddCloudRun(builder);

        var app = builder.Build();
        var push = app.Services.GetRequiredService<PushEndpoint>();
        app.MapPost("/", push.HandleAsync);
        app.MapGet("/livez", static () => Results.Text("ok"));
        app.MapGet("/readyz", static (Readiness readiness) => readiness.ToResult());
        if (hasAdmin)
        {
            AdminHost.Map(app);
        }

        return app;
    }

    private static void AddPull(IServiceCollection services, ConfigurationManager configuration)
    {
        var mode = configuration[$"{ConsumerOptions.Section}:{nameof(ConsumerOptions.Mode)}"];
        if (!string.Equals(mode, nameof(DeliveryMode.Pull), StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<ConsumerOptions>>().Value;
            return provider.GetRequiredService<PubSubClient>().Subscription(options.ProjectId, options.Subscription);
        });
        services.AddHostedService<PullService>();
    }

    // Cloud Run names the service; its log reader wants JSON, its requests may carry Google's older trace header.
    private static void AddCloudRun(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DistributedContextPropagator, CloudTracePropagator>();
        if (!string.IsNullOrEmpty(builder.Configuration["K_SERVICE"]))
        {
            builder.Logging.ClearProviders();
            builder.Logging.AddConsole(static console => console.FormatterName = CloudRunLogFormatter.FormatterName);
            builder.Logging.AddConsoleFormatter<CloudRunLogFormatter, ConsoleFormatterOptions>();
        }
    }

    private static void AddEnrichment(IServiceCollection services)
    {
        services.AddSingleton<AsnLookup>();
        services.AddSingleton(static _ => new DomainSuggester(MailProviders.Shipped));
        services.AddSingleton(static provider => new Enricher(
            provider.GetRequiredService<AsnLookup>(),
            provider.GetRequiredService<DomainSuggester>(),
            provider.GetRequiredService<ConsumerMetrics>(),
            IptoasnService(provider)
        ));
        services
            .AddHttpClient(nameof(IptoasnClient))
            .ConfigurePrimaryHttpMessageHandler(static () =>
                new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = IptoasnConnections }
            );
        services.TryAddSingleton(static provider =>
            StorageClient.Create(
                ClientOptions(provider, StorageClient.EmulatorVariable) with
                {
                    Retries = 2,
                    TryTimeout = TimeSpan.FromMinutes(2), // An object of many megabytes.
                }
            )
        );
        services.AddHostedService(static provider => new AsnRefresher(
            provider.GetRequiredService<AsnLookup>(),
            AsnSource(provider),
            provider.GetRequiredService<IOptions<ConsumerOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AsnRefresher>>()
        ));
    }

    private static IptoasnClient? IptoasnService(IServiceProvider provider)
    {
        if (provider.GetRequiredService<IOptions<ConsumerOptions>>().Value.Asn.Service.Length == 0)
        {
            return null;
        }

        var client = provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(IptoasnClient));
        client.MaxResponseContentBufferSize = IptoasnClient.MaxAnswerBytes;
        return ActivatorUtilities.CreateInstance<IptoasnClient>(provider, client);
    }

    private static IAsnSource? AsnSource(IServiceProvider provider)
    {
        var source = provider.GetRequiredService<IOptions<ConsumerOptions>>().Value.Asn.Source;
        if (source.Length == 0)
        {
            return null;
        }

        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.IsFile)
        {
            return new FileAsnSource(address?.LocalPath ?? source);
        }

        return address.Scheme is "gs"
            ? new StorageAsnSource(
                provider.GetRequiredService<StorageClient>(),
                address.Host,
                Uri.UnescapeDataString(address.AbsolutePath[1..])
            )
            : new HttpAsnSource(
                provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(HttpAsnSource)),
                address
            );
    }

    // The service holds the record (Pub/Sub does), so it keeps its own rhythm of retries.
    private static void AddGoogle(IServiceCollection services)
    {
        services.TryAddSingleton(static provider =>
            PubSubClient.Create(ClientOptions(provider, PubSubClient.EmulatorVariable))
        );
        services.TryAddSingleton(static provider =>
            BigQueryClient.Create(ClientOptions(provider, BigQueryClient.EmulatorVariable))
        );
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<ConsumerOptions>>().Value;
            return provider
                .GetRequiredService<BigQueryClient>()
                .Table(options.ProjectId, options.Dataset, options.Table);
        });
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<ConsumerOptions>>().Value;
            return provider.GetRequiredService<PubSubClient>().Topic(options.ProjectId, options.DeadLetterTopic);
        });
        services.TryAddSingleton<IDependencies, GoogleDependencies>();
    }

    // The variable may come from any source of configuration, so that one process can hold several services.
    private static GoogleClientOptions ClientOptions(IServiceProvider provider, string emulatorVariable) =>
        new()
        {
            EmulatorHost = provider.GetRequiredService<IConfiguration>()[emulatorVariable],
            Retries = 0,
            // A call that hangs leaves time for another one before the push's deadline.
            TryTimeout = provider.GetRequiredService<IOptions<ConsumerOptions>>().Value.PushDeadline / 2,
            TimeProvider = provider.GetRequiredService<TimeProvider>(),
        };

    private static string ListenUrl(ConfigurationManager configuration)
    {
        if (configuration["PORT"] is { Length: > 0 } port)
        {
            return $"http://0.0.0.0:{port}";
        }

        return configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } urls ? urls : DefaultUrl;
    }
}
