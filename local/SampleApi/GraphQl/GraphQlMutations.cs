using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Local.SampleApi.Deposits;
using NextCode.Attempts.Local.SampleApi.Login;
using NextCode.Attempts.Local.SampleApi.Operations;
using NextCode.Attempts.Local.SampleApi.RateLimiting;
using NextCode.Attempts.Local.SampleApi.RestorePassword;
using NextCode.Attempts.Local.SampleApi.Signup;
using NextCode.Attempts.Local.SampleApi.Validate;

namespace NextCode.Attempts.Local.SampleApi.GraphQl;

/// <summary>The mutations: the same operations as over REST.</summary>
internal sealed class GraphQlMutations(
    SignupOperation signup,
    SignupLimit signupLimit,
    LoginOperation login,
    RestorePasswordOperation restorePassword,
    ValidateOperation validate,
    DepositOperation deposit
)
{
    /// <summary>The mutations by name.</summary>
    public FrozenDictionary<string, GraphQlMutation> ByName { get; } =
        new[]
        {
            GraphQlMutation.Create<ClientCreateRequest, ClientCreated>(
                "signup",
                (request, input, call) =>
                    Task.FromResult(
                        signupLimit.TryAcquire(FingerprintOf(input, call.Context))
                            ? signup.Execute(request, call.Attempt.AttemptId)
                            : Answer.No(SignupLimit.Refusal)
                    )
            ),
            GraphQlMutation.Create<LoginRequest, LoggedIn>(
                "login",
                (request, _, _) => Task.FromResult(login.Execute(request))
            ),
            GraphQlMutation.Create<RestorePasswordRequest, RestorePasswordAnswer>(
                "restorePassword",
                (request, _, _) => Task.FromResult(restorePassword.Execute(request))
            ),
            GraphQlMutation.Create<ValidateRequest, ValidateAnswer>(
                "validate",
                (request, _, _) => Task.FromResult(validate.Execute(request))
            ),
            GraphQlMutation.Create<DepositRequest, DepositAnswer>(
                "deposit",
                (request, _, call) => deposit.ExecuteAsync(request, call.Context.RequestAborted)
            ),
        }.ToFrozenDictionary(mutation => mutation.Name, StringComparer.Ordinal);

    private static string? FingerprintOf(JsonObject input, HttpContext context) =>
        Fingerprint.Of(context) ?? Fingerprint.In(JsonSerializer.SerializeToElement(input));
}
