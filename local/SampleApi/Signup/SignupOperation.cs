using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Signup;

/// <summary>Creates an account.</summary>
internal sealed class SignupOperation(AccountStore accounts, TimeProvider time)
{
    private const int LegalAge = 18;
    private const string TestDomain = "@nextcode.test";

    // Places without a licence.
    private static readonly string[] BlockedCountries = ["IR", "KP", "SY"];

    /// <param name="request">The form.</param>
    /// <param name="attemptId">The attempt this is.</param>
    /// <exception cref="InvalidOperationException">The last name is Boom.</exception>
    public Answer Execute(ClientCreateRequest request, string? attemptId)
    {
        var faults = SignupRules.Check(request);
        if (faults.Count > 0)
        {
            return Answer.Invalid(faults);
        }

        var born = FieldRules.ParseDate(request.BirthDate)!.Value;
        if (Refuse(request, born) is { } refusal)
        {
            return Answer.No(refusal);
        }

        var account = NewAccount(request, born, attemptId);
        return accounts.TryAdd(account, out var sharesPhone) switch
        {
            AccountConflict.EmailTaken => Conflict("email", ErrorCode.EmailTaken, "This email is already in use."),
            AccountConflict.UsernameTaken => Conflict(
                "username",
                ErrorCode.UsernameTaken,
                "This username is already in use."
            ),
            AccountConflict.SamePerson => Answer.No(
                ErrorCode.UserExists,
                StatusCodes.Status409Conflict,
                "There is already an account for this name and date of birth."
            ),
            _ => Created(account, sharesPhone),
        };
    }

    private Refusal? Refuse(ClientCreateRequest request, DateOnly born)
    {
        var lastName = request.LastName!.Trim();
        if (SeedOutcomes.IsBoom(lastName))
        {
            throw new InvalidOperationException("The account service fell over.");
        }

        if (BlockedCountries.Contains(request.Country!, StringComparer.OrdinalIgnoreCase))
        {
            return new(
                ErrorCode.CountryBlocked,
                StatusCodes.Status451UnavailableForLegalReasons,
                "We do not offer our services in your country."
            );
        }

        if (AgeOf(born) < LegalAge)
        {
            return new(ErrorCode.Underage, StatusCodes.Status403Forbidden, $"You must be at least {LegalAge}.");
        }

        return SeedOutcomes.Find(lastName);
    }

    private int AgeOf(DateOnly born)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var age = today.Year - born.Year;
        return born.AddYears(age) > today ? age - 1 : age;
    }

    private Account NewAccount(ClientCreateRequest request, DateOnly born, string? attemptId) =>
        new Account(
            Ids.New("client", time),
            request.Email!.Trim(),
            FieldRules.NormalisePhone(request.PhoneNumber!),
            Person.Of(request.FirstName!, request.LastName!, born),
            request.Password!,
            time.GetUtcNow()
        )
        {
            Country = request.Country!.ToUpperInvariant(),
            Currency = request.CurrencyCode!.ToUpperInvariant(),
            Username = request.Username,
            DepositLimit = request is { DepositLimit: { } amount, LimitPeriod: { } period }
                ? new DepositLimit(amount, period)
                : null,
            SignupAttemptId = attemptId,
        };

    private static Answer Conflict(string field, ErrorCode code, string message) =>
        Answer.No(new Refusal(code, StatusCodes.Status409Conflict, message) { Fields = [new(field, code, message)] });

    private static Answer Created(Account account, bool sharesPhone)
    {
        // Neither is told to the player: the account exists, and somebody will look at it.
        var finding =
            account.Email.EndsWith(TestDomain, StringComparison.OrdinalIgnoreCase) ? ErrorCode.TestAccount
            : sharesPhone ? ErrorCode.MultiAccount
            : null;
        return new Answer
        {
            Body = new ClientCreated(
                account.ClientId,
                Ids.NewToken(),
                account.Status.ToWireName(),
                account.SignupAttemptId
            ),
            HttpStatus = StatusCodes.Status201Created,
            ClientId = account.ClientId,
            Finding = finding,
        };
    }
}
