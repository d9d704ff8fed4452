namespace NextCode.Attempts.Local.SampleApi.Deposits;

/// <summary>One step of paying money in. The steps of one deposit share its id.</summary>
internal sealed record DepositRequest
{
    /// <summary>initiate (default), authenticate_3ds, authorise, capture or webhook.</summary>
    public string? Phase { get; init; }

    /// <summary>Given by the answer to initiate; needed for every later phase.</summary>
    public string? DepositId { get; init; }

    public string? ClientId { get; init; }

    /// <summary>In major units, at most two decimals.</summary>
    public decimal? Amount { get; init; }

    public string? Currency { get; init; }

    /// <summary>card, bank_transfer, payid, apple_pay, google_pay, paypal, ewallet, voucher, crypto or other.</summary>
    public string? Method { get; init; }

    public string? CardNumber { get; init; }

    public string? CardExpiry { get; init; }

    public string? CardCvv { get; init; }

    /// <summary>credit, debit or prepaid; as the provider's BIN table says.</summary>
    public string? CardFunding { get; init; }

    /// <summary>Issuing country, two letters.</summary>
    public string? CardCountry { get; init; }

    public string? BonusCode { get; init; }

    /// <summary>The issuer's word in phase authenticate_3ds: Y, N, A, U, R or C.</summary>
    public string? ThreeDsResult { get; init; }

    /// <summary>The provider's word in phase webhook: AUTHORISED, REFUSED or CANCELLED.</summary>
    public string? ProviderStatus { get; init; }
}
