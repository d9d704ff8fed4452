using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NextCode.Attempts.Publisher.Capture;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher;

/// <summary>Registers capture and delivery of attempts.</summary>
public static class AttemptsServiceCollectionExtensions
{
    /// <summary>
    /// Registers attempts by code. May be called more than once, also together with the overload that takes
    /// configuration; each call adds to the options.
    /// </summary>
    public static IServiceCollection AddAttempts(this IServiceCollection services, Action<AttemptsOptions> configure)
    {
        AddServices(services);
        services.Configure(configure);
        return services;
    }

    /// <summary>
    /// Registers attempts by a section of the configuration: the members of <see cref="AttemptsOptions"/>, and below
    /// <c>Delivery</c> and <c>Spool</c> those of <see cref="DeliveryOptions"/> and <see cref="SpoolOptions"/>. Capture
    /// follows changes of the configuration at run time.
    /// </summary>
    public static IServiceCollection AddAttempts(this IServiceCollection services, IConfiguration section)
    {
        AddServices(services);
        services.Configure<AttemptsOptions>(section);
        services.Configure<DeliveryOptions>(section.GetSection("Delivery"));
        services.Configure<SpoolOptions>(section.GetSection("Spool"));
        return services;
    }

    private static void AddServices(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(AttemptRecorder)))
        {
            return;
        }

        services.AddOptions<AttemptsOptions>().ValidateOnStart();
        services.AddSingleton<IValidateOptions<AttemptsOptions>>(
            new OptionsRules<AttemptsOptions>(AttemptsOptionsRules.Broken)
        );
        services
            .AddOptions<DeliveryOptions>()
            .PostConfigure<IOptions<AttemptsOptions>>(
                static (delivery, own) =>
                {
                    delivery.ServiceName ??= own.Value.ServiceName;
                    delivery.ProjectId ??= own.Value.ProjectId;
                    delivery.Topic = own.Value.Topic ?? delivery.Topic;
                }
            );
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<CaptureMetrics>();
        services.AddSingleton(static provider => new CaptureFilter(
            provider.GetRequiredService<CaptureMetrics>(),
            new Random()
        ));
        services.AddSingleton<IPostConfigureOptions<RateLimiterOptions>, RateLimits>();
        services.AddSingleton<CurrentSettings>();
        services.AddSingleton<CaptureFaults>();
        services.AddSingleton<AttemptRecorder>();
        services.AddSingleton<IAttempts, AttemptPublisher>();
        services.AddAttemptDelivery();
    }
}
