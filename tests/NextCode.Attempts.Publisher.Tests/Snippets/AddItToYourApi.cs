using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NextCode.Attempts.Publisher.Tests.Snippets;

/// <summary>The code of README's section "Add it to your API"; it is there as it is here.</summary>
internal static class AddItToYourApi
{
    public static WebApplication TwoLines(string[] args)
    {
        // <two-lines>
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAttempts(builder.Configuration.GetSection("Attempts"));

        var app = builder.Build();
        app.UseAttempts();
        // </two-lines>
        return app;
    }

    public static void Mark(WebApplication app)
    {
        // <mark>
        app.MapPost("/client/Create", CreateClient).WithAttempt(AttemptAction.Signup);
        // </mark>
    }

    public static void Configure(WebApplicationBuilder builder)
    {
        // <options>
        builder.Services.AddAttempts(options =>
        {
            options.ServiceName = "player-api";
            options.ProjectId = "my-project";
            options.Routes.Add(new AttemptRoute { Pattern = "/brands/{brand}/login", Action = AttemptAction.Login });
            options.GraphQL.Fields["signup"] = AttemptAction.Signup;
            options.TrustedProxies.Add("173.245.48.0/20");
            options.ErrorCodes["E1042"] = "EMAIL_TAKEN";
            options.ErrorTexts.Add(new ErrorTextRule { Pattern = "bereits vergeben", Code = "EMAIL_TAKEN" });
        });
        // </options>
    }

    // <say>
    private static IResult CreateClient(SignupBody body, HttpContext context)
    {
        var attempt = context.GetAttempt();
        if (Registers.IsSelfExcluded(body))
        {
            // The player sees a system error; the row says why.
            attempt.Fail(ErrorCode.SelfExcluded);
            return Results.Problem(statusCode: 500);
        }

        attempt.ClientId = "C-1001";
        attempt.Add("funnel", "summer");
        return Results.Json(new { client_id = attempt.ClientId }, statusCode: 201);
    }

    // </say>

    // <off-http>
    public static void OnPaymentWebhook(IAttempts attempts, string depositId)
    {
        var attempt = attempts.Create(AttemptAction.Deposit, AttemptStatus.Success);
        attempts.Publish(
            attempt with
            {
                Currency = "AUD",
                Deposit = new DepositDetails { DepositId = depositId, Phase = "webhook" },
            }
        );
    }

    // </off-http>

    internal sealed record SignupBody(string LastName);

    private static class Registers
    {
        public static bool IsSelfExcluded(SignupBody body) => string.Equals(body.LastName, "Excluded");
    }
}
