using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Publisher.Spool;
using NextCode.Attempts.Publisher.Spool.Files;

namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>Registers the publisher's back half.</summary>
internal static class DeliveryServiceCollectionExtensions
{
    /// <summary>
    /// Registers the log, its delivery to the <c>ITopic</c> of the container, their options, metrics and identity; may
    /// be called more than once.
    /// </summary>
    public static IServiceCollection AddAttemptDelivery(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(AttemptLog)))
        {
            return services;
        }

        services.AddMetrics();
        services.AddOptions<DeliveryOptions>().ValidateOnStart();
        services.AddOptions<SpoolOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeliveryOptions>>(
            new OptionsRules<DeliveryOptions>(static options => options.Validate())
        );
        services.AddSingleton<IValidateOptions<SpoolOptions>>(
            new OptionsRules<SpoolOptions>(static options => options.Validate())
        );
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<DeliveryOptions>>().Value);
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<SpoolOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PublisherMetrics>();
        services.AddSingleton(static provider => new ProducerIdentity(
            provider.GetRequiredService<DeliveryOptions>().ServiceName
                ?? provider.GetRequiredService<IHostEnvironment>().ApplicationName,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<IPostConfigureOptions<SpoolOptions>>(static provider =>
            SpoolDefaults.Here(provider.GetRequiredService<ProducerIdentity>().ServiceName)
        );
        services.TryAddSingleton<ISpoolFiles, DiskFiles>();
        services.AddSingleton<AttemptLog>();
        services.AddSingleton<IAttemptLog>(static provider => provider.GetRequiredService<AttemptLog>());
        services.AddSingleton(static provider =>
        {
            var log = provider.GetRequiredService<AttemptLog>();
            var sources = new RecordSources(log.Appended);
            sources.Add(log);
            return sources;
        });
        services.AddSingleton(static provider =>
        {
            var recovered = ActivatorUtilities.CreateInstance<RecoveredSpools>(provider);
            provider.GetRequiredService<AttemptLog>().Recovered = recovered;
            return recovered;
        });
        services.TryAddSingleton(static provider => CreateClient(provider.GetRequiredService<DeliveryOptions>()));
        services.TryAddSingleton(static provider => CreateTopic(provider));
        services.AddSingleton(static provider =>
            ActivatorUtilities.CreateInstance<DeliveryPump>(provider, new Random())
        );
        services.AddHostedService<DeliveryService>();
        services.AddHealthChecks().AddCheck<DeliveryHealthCheck>("attempts");
        return services;
    }

    // No retries below ours: a call that fails gives its records back, and the pump decides when to try again.
    private static PubSubClient CreateClient(DeliveryOptions options) =>
        PubSubClient.Create(
            new GoogleClientOptions
            {
                EmulatorHost = options.EmulatorHost,
                TryTimeout = options.CallTimeout,
                Retries = 0,
            }
        );

    private static ITopic CreateTopic(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<DeliveryOptions>();
        return string.IsNullOrWhiteSpace(options.ProjectId)
            ? throw new OptionsValidationException(
                nameof(DeliveryOptions),
                typeof(DeliveryOptions),
                [$"{nameof(DeliveryOptions)}.{nameof(options.ProjectId)} is missing: which project has the topic?"]
            )
            : provider.GetRequiredService<PubSubClient>().Topic(options.ProjectId, options.Topic);
    }
}
