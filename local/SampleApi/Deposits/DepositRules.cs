using NextCode.Attempts.Local.SampleApi.Accounts;
using NextCode.Attempts.Local.SampleApi.Operations;

namespace NextCode.Attempts.Local.SampleApi.Deposits;

/// <summary>What a deposit must look like, and who may make it.</summary>
internal static class DepositRules
{
    public const decimal Min = 5;
    public const decimal Max = 10_000;

    private static readonly string[] Methods =
    [
        "card",
        "bank_transfer",
        "payid",
        "apple_pay",
        "google_pay",
        "paypal",
        "ewallet",
        "voucher",
        "crypto",
        "other",
    ];

    public static IReadOnlyList<FieldFault> Check(DepositRequest request) =>
        [
            .. new[]
            {
                request.Amount is null
                    ? new FieldFault("amount", ErrorCode.FieldRequired, "amount is required.")
                    : null,
                FieldRules.Currency("currency", request.Currency),
                Method(request.Method),
                request.Method is "card" && Card.Parse(request.CardNumber ?? "", null, null) is null
                    ? new FieldFault("card_number", ErrorCode.CardInvalid, "This is not a card number.")
                    : null,
                FieldRules.BonusCode("bonus_code", request.BonusCode),
            }.OfType<FieldFault>(),
        ];

    /// <summary>Why this deposit may not be made; null where it may.</summary>
    public static Refusal? Refuse(DepositRequest request, Account? account, DateTimeOffset now)
    {
        var amount = request.Amount!.Value;
        return amount < Min ? Amount(ErrorCode.DepositBelowMin, $"The least you can pay in is {Min}.")
            : amount > Max ? Amount(ErrorCode.DepositAboveMax, $"The most you can pay in is {Max}.")
            : IsBannedInAustralia(request, account)
                ? Forbidden(
                    ErrorCode.PaymentMethodNotAllowed,
                    "Credit cards and crypto cannot be used for betting in Australia."
                )
            : account?.Status == ClientStatus.PreOpen
                ? Forbidden(ErrorCode.AccountNotVerified, "We are still verifying your details.")
            : account?.LimitRemaining(now) < amount
                ? Forbidden(ErrorCode.DepositLimitExceeded, "This is more than your own deposit limit allows.")
            : null;
    }

    // The Interactive Gambling Amendment (Credit and Other Measures) Act 2023.
    private static bool IsBannedInAustralia(DepositRequest request, Account? account) =>
        request is { Method: "crypto" } or { Method: "card", CardFunding: "credit" }
        && (account?.Country ?? request.CardCountry?.ToUpperInvariant() ?? "AU") is "AU";

    private static FieldFault? Method(string? method) =>
        FieldRules.Required("method", method)
        ?? (
            Methods.Contains(method)
                ? null
                : new("method", ErrorCode.FieldInvalid, $"Use one of {string.Join(", ", Methods)}.")
        );

    private static Refusal Amount(ErrorCode code, string message) =>
        new(code, StatusCodes.Status422UnprocessableEntity, message) { Fields = [new("amount", code, message)] };

    private static Refusal Forbidden(ErrorCode code, string message) =>
        new(code, StatusCodes.Status403Forbidden, message);
}
