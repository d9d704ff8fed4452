using NextCode.Attempts.Local.SampleApi.Deposits;
using NextCode.Attempts.Local.SampleApi.Login;
using NextCode.Attempts.Local.SampleApi.RateLimiting;
using NextCode.Attempts.Local.SampleApi.Signup;
using NextCode.Attempts.Local.SampleApi.Validate;
using NextCode.Attempts.Local.SampleApi.Verification;
using NextCode.Attempts.Publisher;

namespace NextCode.Attempts.Local.SampleApi.Rest;

/// <summary>The API over REST, as minimal endpoints (restoring a password is a controller's).</summary>
internal static class RestEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapPost(
                "/client/Create",
                (ClientCreateRequest request, SignupOperation signup, HttpContext context) =>
                    signup.Execute(request, context.GetAttempt().AttemptId).ToResult(context)
            )
            .WithAttempt(AttemptAction.Signup)
            .RequireRateLimiting(SignupLimit.Policy);

        routes
            .MapPost(
                "/login",
                (LoginRequest request, LoginOperation login, HttpContext context) =>
                    login.Execute(request).ToResult(context)
            )
            .WithAttempt(AttemptAction.Login);

        routes
            .MapPost(
                "/validate",
                (ValidateRequest request, ValidateOperation validate, HttpContext context) =>
                    validate.Execute(request).ToResult(context)
            )
            .WithAttempt(AttemptAction.Validate);

        routes
            .MapPost(
                "/deposit",
                async (DepositRequest request, DepositOperation deposit, HttpContext context) =>
                    (await deposit.ExecuteAsync(request, context.RequestAborted)).ToResult(context)
            )
            .WithAttempt(AttemptAction.Deposit);

        routes
            .MapPost(
                "/verification",
                (VerificationRequest request, VerificationOperation verification, HttpContext context) =>
                    verification.Execute(request).ToResult(context)
            )
            .WithAttempt(AttemptAction.Verification);
    }
}
