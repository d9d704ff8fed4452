using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Publisher;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Benchmarks.Capture;

/// <summary>An API on Kestrel with one route: reads a signup, hashes its password or not, and answers.</summary>
internal static class SignupApi
{
    /// <param name="iterations">Of PBKDF2-HMAC-SHA512; 0 for an API that does nothing.</param>
    /// <param name="attempts">What takes its attempts; null for none. Capture, spool and delivery are all on then.</param>
    /// <param name="spool">The spool's directory.</param>
    public static async Task<WebApplication> StartAsync(int iterations, ITopic? attempts = null, string spool = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (attempts is not null)
        {
            builder.Services.AddSingleton(attempts);
            builder.Services.Configure<SpoolOptions>(options => options.Directory = spool);
            builder.Services.AddAttempts(options =>
            {
                options.ServiceName = "benchmark";
                options.TrustedProxies.Add("127.0.0.1");
                options.Routes.Add(new AttemptRoute { Pattern = "/client/Create", Action = AttemptAction.Signup });
            });
        }

        var app = builder.Build();
        if (attempts is not null)
        {
            app.UseAttempts();
        }

        app.MapPost("/client/Create", context => AnswerAsync(context, iterations));
        await app.StartAsync();
        return app;
    }

    public static IPEndPoint Endpoint(WebApplication app) => new(IPAddress.Loopback, new Uri(app.Urls.First()).Port);

    private static async Task AnswerAsync(HttpContext context, int iterations)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        if (iterations > 0)
        {
            var password = body.RootElement.GetProperty("password").GetString()!;
            var salt = Payloads.Request.AsSpan(0, 16);
            Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA512, outputLength: 32);
        }

        context.Response.StatusCode = body.RootElement.TryGetProperty("email", out _) ? 201 : 400;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Payloads.Response.Length;
        await context.Response.Body.WriteAsync(Payloads.Response);
    }
}
