using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Login;

/// <summary>Signs a player in.</summary>
internal sealed class LoginOperation(AccountStore accounts)
{
    private const int MaxFailures = 5;

    public Answer Execute(LoginRequest request)
    {
        var login = request.Email ?? request.Username;
        IReadOnlyList<FieldFault> faults =
        [
            .. new[]
            {
                FieldRules.Required("email", login),
                FieldRules.Required("password", request.Password),
            }.OfType<FieldFault>(),
        ];
        if (faults.Count > 0)
        {
            return Answer.Invalid(faults);
        }

        if (!accounts.TryFindByLogin(login!.Trim(), out var account))
        {
            return Wrong(ErrorCode.UserNotFound);
        }

        if (account.IsLocked(MaxFailures))
        {
            return Answer.No(
                ErrorCode.AccountLocked,
                StatusCodes.Status429TooManyRequests,
                "Too many wrong passwords. Reset your password to go on."
            ) with
            {
                ClientId = account.ClientId,
            };
        }

        return account.TryPassword(request.Password!)
            ? Answer.Ok(new LoggedIn(account.ClientId, Ids.NewToken(), account.Status.ToWireName())) with
            {
                ClientId = account.ClientId,
            }
            : Wrong(ErrorCode.WrongPassword) with
            {
                ClientId = account.ClientId,
            };
    }

    // One answer for both, or anybody could ask which addresses have accounts.
    private static Answer Wrong(ErrorCode code) =>
        Answer.No(
            new Refusal(code, StatusCodes.Status401Unauthorized, "The email or the password is wrong.")
            {
                PublicCode = ErrorCode.InvalidCredentials.Code,
            }
        );
}
