namespace NextCode.Attempts;

/// <summary>
/// The column <c>deposit</c>: one step of paying money in. Never a card number, CVV or expiry. The currency is the
/// attempt's own.
/// </summary>
public sealed record DepositDetails
{
    /// <summary>The operator's transaction id; the steps of one deposit share it.</summary>
    public string? DepositId { get; init; }

    /// <summary>initiate, authenticate_3ds, authorise, capture or webhook.</summary>
    public string? Phase { get; init; }

    /// <summary>Amount in major units, as requested.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Amount in minor units, as sent to the provider.</summary>
    public long? AmountMinor { get; init; }

    /// <summary>card, bank_transfer, payid, apple_pay, google_pay, paypal, ewallet, voucher, crypto or other.</summary>
    public string? Method { get; init; }

    /// <summary>The payment provider.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's own reference.</summary>
    public string? ProviderTxId { get; init; }

    /// <summary>The provider's result as it said it.</summary>
    public string? ProviderStatus { get; init; }

    /// <summary>The provider's decline or refusal code as it said it.</summary>
    public string? ProviderErrorCode { get; init; }

    /// <summary>The card network's decline code (ISO 8583), e.g. 51.</summary>
    public string? NetworkDeclineCode { get; init; }

    /// <summary>visa, mastercard, …</summary>
    public string? CardScheme { get; init; }

    /// <summary>credit, debit or prepaid.</summary>
    public string? CardFunding { get; init; }

    /// <summary>The last four digits, never more.</summary>
    public string? CardLast4 { get; init; }

    /// <summary>Issuing country, ISO 3166 alpha-2.</summary>
    public string? CardCountry { get; init; }

    /// <summary>3-D Secure version, e.g. 2.2.0.</summary>
    public string? ThreeDsVersion { get; init; }

    /// <summary>3-D Secure transaction status: Y, N, A, U, R or C.</summary>
    public string? ThreeDsResult { get; init; }

    /// <summary>Whether the player never paid in before.</summary>
    public bool? IsFirstDeposit { get; init; }

    /// <summary>This is the player's n-th attempt, from 1.</summary>
    public long? DepositSeq { get; init; }

    /// <summary>The attempt_id this one tries again.</summary>
    public string? RetryOf { get; init; }

    /// <summary>The bonus code given.</summary>
    public string? BonusCode { get; init; }

    /// <summary>customer_gross, operator_max, regulator or affordability.</summary>
    public string? LimitType { get; init; }

    /// <summary>The limit, in major units.</summary>
    public decimal? LimitAmount { get; init; }

    /// <summary>DAYS_1, DAYS_7 or DAYS_30.</summary>
    public string? LimitPeriod { get; init; }

    /// <summary>What the limit still allows, in major units.</summary>
    public decimal? LimitRemaining { get; init; }

    /// <summary>The player's status at that time: PRE_OPEN or OPEN.</summary>
    public string? ClientStatus { get; init; }

    /// <summary>Nanoseconds the provider took.</summary>
    public long? ProviderDuration { get; init; }
}
