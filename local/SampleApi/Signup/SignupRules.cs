using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Signup;

/// <summary>Everything that is wrong with a signup form, all of it at once.</summary>
internal static class SignupRules
{
    private static readonly string[] States = ["NSW", "VIC", "QLD", "WA", "SA", "TAS", "ACT", "NT"];

    public static IReadOnlyList<FieldFault> Check(ClientCreateRequest request) =>
        [
            .. new[]
            {
                FieldRules.Required("first_name", request.FirstName),
                FieldRules.Required("last_name", request.LastName),
                FieldRules.BirthDate("birth_date", request.BirthDate),
                FieldRules.Email("email", request.Email),
                request.Username is null ? null : FieldRules.Username("username", request.Username),
                FieldRules.Phone("phone_number", request.PhoneNumber),
                FieldRules.Password("password", request.Password),
                FieldRules.Country("country", request.Country),
                FieldRules.Currency("currency_code", request.CurrencyCode),
                Address(request),
                FieldRules.BonusCode("bonus_code", request.BonusCode),
                Limit(request),
            }.OfType<FieldFault>(),
        ];

    // An address found by look-up is taken as it is; one typed in has to be whole.
    private static FieldFault? Address(ClientCreateRequest request)
    {
        string?[] typed = [request.AddressLine1, request.AddressCity, request.AddressState, request.AddressPostcode];
        if (request.AddressHarmonyId is not null || typed.All(string.IsNullOrWhiteSpace))
        {
            return null;
        }

        if (typed.Any(string.IsNullOrWhiteSpace))
        {
            return new(
                "address_line1",
                ErrorCode.AddressInvalid,
                "Give address_line1, address_city, address_state and address_postcode."
            );
        }

        var australian = string.Equals(request.Country, "AU", StringComparison.OrdinalIgnoreCase);
        if (australian && !States.Contains(request.AddressState, StringComparer.OrdinalIgnoreCase))
        {
            return new("address_state", ErrorCode.AddressInvalid, $"Use one of {string.Join(", ", States)}.");
        }

        return australian && request.AddressPostcode is not { Length: 4 }
            ? new("address_postcode", ErrorCode.AddressInvalid, "An Australian postcode has four digits.")
            : null;
    }

    private static FieldFault? Limit(ClientCreateRequest request) =>
        request switch
        {
            { DepositLimit: null, LimitPeriod: null } => null,
            { DepositLimit: > 0 } when DepositLimit.IsPeriod(request.LimitPeriod) => null,
            { DepositLimit: > 0 } => new(
                "deposit_limit_period",
                ErrorCode.DepositLimitInvalid,
                "Use DAYS_1, DAYS_7 or DAYS_30."
            ),
            _ => new("deposit_limit", ErrorCode.DepositLimitInvalid, "Give a limit above zero with its period."),
        };
}
