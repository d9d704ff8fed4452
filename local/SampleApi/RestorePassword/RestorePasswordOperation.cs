using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.RestorePassword;

/// <summary>Sends a reset link, or sets a new password with one.</summary>
internal sealed class RestorePasswordOperation(AccountStore accounts, ResetTokens tokens)
{
    public Answer Execute(RestorePasswordRequest request) =>
        request.ResetToken is { Length: > 0 } token ? Complete(token, request.NewPassword) : Ask(request.Email);

    private Answer Ask(string? email)
    {
        if (FieldRules.Email("email", email) is { } fault)
        {
            return Answer.Invalid([fault]);
        }

        // The same words whether the address is known or not; only the attempt knows.
        const string message = "If there is an account for this address, a link is on its way.";
        if (!accounts.TryFindByLogin(email!.Trim(), out var account))
        {
            return Answer.Ok(new RestorePasswordAnswer(message, ResetToken: null)) with
            {
                Finding = ErrorCode.UserNotFound,
            };
        }

        return Answer.Ok(new RestorePasswordAnswer(message, tokens.Issue(account))) with
        {
            ClientId = account.ClientId,
        };
    }

    private Answer Complete(string token, string? password)
    {
        if (FieldRules.Password("new_password", password) is { } fault)
        {
            return Answer.Invalid([fault]);
        }

        if (!tokens.TryFind(token, out var account, out var expired))
        {
            return Answer.No(
                ErrorCode.TokenInvalid,
                StatusCodes.Status401Unauthorized,
                "This link is not valid. Ask for a new one."
            );
        }

        var answer =
            expired
                ? Answer.No(
                    ErrorCode.TokenExpired,
                    StatusCodes.Status401Unauthorized,
                    "This link has expired. Ask for a new one."
                )
            : account.TryChangePassword(password!)
                ? Answer.Ok(new RestorePasswordAnswer("Your password was changed.", ResetToken: null))
            : Answer.Invalid([new("new_password", ErrorCode.PasswordReused, "Choose a password you have not used.")]);
        if (answer.Refusal is null)
        {
            tokens.Spend(token);
        }

        return answer with
        {
            ClientId = account.ClientId,
        };
    }
}
