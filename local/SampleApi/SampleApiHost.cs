using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using NextCode.Attempts.Local.Hosting;
using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Deposits;
using NextCode.Attempts.Local.SampleApi.GraphQl;
using NextCode.Attempts.Local.SampleApi.Login;
using NextCode.Attempts.Local.SampleApi.RateLimiting;
using NextCode.Attempts.Local.SampleApi.Rest;
using NextCode.Attempts.Local.SampleApi.RestorePassword;
using NextCode.Attempts.Local.SampleApi.Signup;
using NextCode.Attempts.Local.SampleApi.Validate;
using NextCode.Attempts.Local.SampleApi.Verification;
using NextCode.Attempts.Publisher;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Local.SampleApi;

/// <summary>A player API as a betting operator has one, in small: what attempts are captured from.</summary>
internal static class SampleApiHost
{
    /// <summary>Makes the API, not yet started.</summary>
    public static WebApplication Create(SampleApiOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole(console => console.SingleLine = true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Listen);
            kestrel.AddServerHeader = false;
        });
        AddOperations(builder.Services, options);
        AddAttempts(builder.Services, options);
        AddWeb(builder.Services);

        var app = builder.Build();
        app.UseAttempts();
        app.UseExceptionHandler();
        app.UseMiddleware<Fingerprint>();
        app.UseRateLimiter();
        app.MapControllers();
        RestEndpoints.Map(app);
        GraphQlEndpoint.Map(app);
        StartPage.Map(app);
        return app;
    }

    private static void AddOperations(IServiceCollection services, SampleApiOptions options)
    {
        services.AddSingleton(options.Time);
        services.AddSingleton(new AccountStore(options.Capacity));
        services.AddSingleton(new DepositStore(options.Capacity));
        services.AddSingleton(new SandboxProvider(options.Time, options.ProviderLatency));
        services.AddSingleton<ResetTokens>();
        services.AddSingleton<SignupLimit>();
        services.AddSingleton<SignupOperation>();
        services.AddSingleton<LoginOperation>();
        services.AddSingleton<RestorePasswordOperation>();
        services.AddSingleton<ValidateOperation>();
        services.AddSingleton<DepositOperation>();
        services.AddSingleton<VerificationOperation>();
        services.AddSingleton<GraphQlMutations>();
        services.AddSingleton<GraphQlExecutor>();
    }

    private static void AddAttempts(IServiceCollection services, SampleApiOptions options)
    {
        // In place of the topic the library would make from the project and the topic's name.
        services.AddSingleton(options.Topic);
        // Whoever presses Ctrl-C does not want to wait; what is not sent by then is on disk.
        services.Configure<DeliveryOptions>(delivery => delivery.ShutdownDeadline = TimeSpan.FromSeconds(2));
        services.Configure<SpoolOptions>(spool => spool.Directory = options.DataDirectory);
        services.AddAttempts(attempts =>
        {
            attempts.ServiceName = "sample-api";
            attempts.ProjectId = LocalNames.Project;
            attempts.Topic = LocalNames.Topic;
            attempts.TrustedProxies.Add("127.0.0.0/8");
            attempts.TrustedProxies.Add("::1");
            FieldTexts.AddTo(attempts);
            attempts.GraphQL.Fields["signup"] = AttemptAction.Signup;
            attempts.GraphQL.Fields["login"] = AttemptAction.Login;
            attempts.GraphQL.Fields["restorePassword"] = AttemptAction.RestorePassword;
            attempts.GraphQL.Fields["validate"] = AttemptAction.Validate;
            attempts.GraphQL.Fields["deposit"] = AttemptAction.Deposit;
        });
        // Whoever presses Ctrl-C does not want to wait; what is not sent by then is on disk.
        services.Configure<DeliveryOptions>(delivery => delivery.ShutdownDeadline = TimeSpan.FromSeconds(2));
        services.Configure<SpoolOptions>(spool => spool.Directory = Path.Combine(options.DataDirectory, "spool"));
    }

    private static void AddWeb(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => SampleApiJson.Configure(json.SerializerOptions));
        services
            .AddControllers()
            .AddApplicationPart(typeof(SampleApiHost).Assembly)
            .AddJsonOptions(json => SampleApiJson.Configure(json.JsonSerializerOptions));
        services.Configure<ApiBehaviorOptions>(behaviour =>
            behaviour.InvalidModelStateResponseFactory = _ => new MalformedResult()
        );
        // Without it a body that is not JSON is answered 400 with nothing in it.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddRateLimiter();
        services
            .AddOptions<RateLimiterOptions>()
            .Configure<SignupLimit>((rateLimiter, limit) => limit.Configure(rateLimiter));
    }
}
