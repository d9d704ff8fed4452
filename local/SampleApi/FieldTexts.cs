using NextCode.Attempts.Publisher;

namespace NextCode.Attempts.Local.SampleApi;

/// <summary>
/// What the validation says to players, and the codes it means: validation problems carry texts by field and no codes,
/// so this is how the column <c>errors</c> gets them.
/// </summary>
internal static class FieldTexts
{
    private static readonly (string Pattern, ErrorCode Code)[] All =
    [
        ("^[a-z0-9_]+ is required", ErrorCode.FieldRequired),
        ("is longer than", ErrorCode.FieldTooLong),
        ("not an email address", ErrorCode.EmailInvalid),
        ("number with its country code", ErrorCode.PhoneInvalid),
        ("^Use at least [0-9]+ characters", ErrorCode.PasswordWeak),
        ("^Use 3 to 32 letters", ErrorCode.UsernameInvalid),
        ("date of birth as yyyy-MM-dd", ErrorCode.DateOfBirthInvalid),
        ("no such bonus code", ErrorCode.BonusCodeInvalid),
        ("address_line1, address_city|postcode has four digits|^Use one of NSW", ErrorCode.AddressInvalid),
        ("^Use one of [A-Z]{3},", ErrorCode.CurrencyNotSupported),
        ("^Use DAYS_1|limit above zero", ErrorCode.DepositLimitInvalid),
        ("email is already in use", ErrorCode.EmailTaken),
        ("username is already in use", ErrorCode.UsernameTaken),
        ("phone number is already in use", ErrorCode.PhoneTaken),
    ];

    public static void AddTo(AttemptsOptions options)
    {
        foreach (var (pattern, code) in All)
        {
            options.ErrorTexts.Add(new ErrorTextRule { Pattern = pattern, Code = code.Code });
        }
    }
}
