using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Validate;

/// <summary>Checks one field.</summary>
internal sealed class ValidateOperation(AccountStore accounts)
{
    public Answer Execute(ValidateRequest request)
    {
        if (FieldRules.Required("field", request.Field) is { } missing)
        {
            return Answer.Invalid([missing]);
        }

        var field = request.Field!;
        var fault = Check(field, request.Value);
        if (fault is not null)
        {
            return Answer.Invalid([fault]);
        }

        return Taken(field, request.Value) is { } taken
            ? Answer.No(new Refusal(taken.Code, StatusCodes.Status409Conflict, taken.Message) { Fields = [taken] })
            : Answer.Ok(new ValidateAnswer(field, Valid: true));
    }

    private static FieldFault? Check(string field, string? value) =>
        field switch
        {
            "email" => FieldRules.Email(field, value),
            "username" => FieldRules.Username(field, value),
            "phone_number" or "phone" => FieldRules.Phone(field, value),
            "password" => FieldRules.Password(field, value),
            "birth_date" => FieldRules.BirthDate(field, value),
            "country" => FieldRules.Country(field, value),
            "currency_code" or "currency" => FieldRules.Currency(field, value),
            "bonus_code" => FieldRules.Required(field, value) ?? FieldRules.BonusCode(field, value),
            _ => new("field", ErrorCode.FieldInvalid, "There is no check for this field."),
        };

    private FieldFault? Taken(string field, string? value) =>
        field switch
        {
            "email" when accounts.HasEmail(value!.Trim()) => new(
                field,
                ErrorCode.EmailTaken,
                "This email is already in use."
            ),
            "username" when accounts.HasUsername(value!) => new(
                field,
                ErrorCode.UsernameTaken,
                "This username is already in use."
            ),
            "phone_number" or "phone" when accounts.HasPhone(FieldRules.NormalisePhone(value!)) => new(
                field,
                ErrorCode.PhoneTaken,
                "This phone number is already in use."
            ),
            _ => null,
        };
}
