using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Admin.Access;
using NextCode.Attempts.Consumer.Admin.Api;
using NextCode.Attempts.Consumer.Admin.Archive;
using NextCode.Attempts.Consumer.Admin.Letters;
using NextCode.Attempts.Consumer.Admin.Page;
using NextCode.Attempts.Consumer.Admin.Replays;
using NextCode.Attempts.Consumer.Admin.Store;
using NextCode.Attempts.Consumer.DeadLetters.Box;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Admin;

/// <summary>Puts the admin API and page into the service.</summary>
internal static class AdminHost
{
    /// <summary>The key of the subscription that letters wait on.</summary>
    public const string DeadLetters = "dead-letters";

    public static bool IsOn(IConfiguration configuration) =>
        configuration.GetValue(
            $"{ConsumerOptions.Section}:{nameof(ConsumerOptions.Admin)}:{nameof(AdminOptions.IsOn)}",
            true
        );

    public static void Add(IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddRazorComponents();
        services.ConfigureHttpJsonOptions(static json => json.SerializerOptions.WriteIndented = false);
        services.AddOpenApi("v1", OpenApiText.Describe);
        services.TryAddKeyedSingleton<ITopic>(
            ReplayJobs.MainTopic,
            static (provider, _) => Client(provider, static (client, o) => client.Topic(o.ProjectId, o.Topic))
        );
        services.TryAddKeyedSingleton<ISubscription>(
            DeadLetters,
            static (provider, _) =>
                Client(provider, static (client, o) => client.Subscription(o.ProjectId, o.DeadLetterSubscription))
        );
        services.AddSingleton(static provider => new LetterBox(
            provider.GetRequiredKeyedService<ISubscription>(DeadLetters),
            provider.GetRequiredService<PubSubClient>().IsEmulator,
            provider.GetRequiredService<IOptions<ConsumerOptions>>().Value.Admin.Lease,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<LetterBox>>()
        ));
        services.AddSingleton<FileStores>();
        services.AddSingleton<Browses>();
        services.AddSingleton<LetterReader>();
        services.AddSingleton(static provider => new JobJournal(
            provider.GetRequiredService<FileStores>().Store,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<JobJournal>>()
        ));
        services.AddSingleton<ReplayJobs>();
        services.AddHostedService(static provider => provider.GetRequiredService<ReplayJobs>());
        services.AddHostedService<ArchiveService>();
        services.AddSingleton<AdminVerifiers>();
        services.AddSingleton<AdminGuard>();
    }

    public static void Map(WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<ConsumerOptions>>();
        var guard = app.Services.GetRequiredService<AdminGuard>();
        app.UseWhen(
            AdminGuard.IsGuarded,
            branch =>
            {
                branch.Use(next => context => guard.InvokeAsync(context, next));
                branch.UseExceptionHandler(static error => error.Run(Problems.HandleAsync));
                branch.UseStatusCodePages();
            }
        );
        app.Lifetime.ApplicationStarted.Register(() => SayWhoMay(options.Value.Admin, app.Logger));
        LetterEndpoints.Map(app);
        ReplayEndpoints.Map(app);
        PageEndpoints.Map(app);
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    private static void SayWhoMay(AdminOptions options, ILogger logger)
    {
        if (options.AllowAnonymous)
        {
            Log.AdminOpen(logger);
        }
        else if (options.Emails.Count == 0 || options.Audiences.Count + options.IapAudiences.Count == 0)
        {
            Log.AdminClosed(logger);
        }
    }

    private static T Client<T>(IServiceProvider provider, Func<PubSubClient, ConsumerOptions, T> make) =>
        make(
            provider.GetRequiredService<PubSubClient>(),
            provider.GetRequiredService<IOptions<ConsumerOptions>>().Value
        );
}
