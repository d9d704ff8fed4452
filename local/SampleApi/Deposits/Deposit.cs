using NextCode.Attempts.Local.SampleApi.Accounts;

namespace NextCode.Attempts.Local.SampleApi.Deposits;

/// <summary>A deposit between its first step and its last.</summary>
internal sealed class Deposit(string id, decimal amount, string currency, string method)
{
    public string Id { get; } = id;

    public decimal Amount { get; } = amount;

    public string Currency { get; } = currency;

    public string Method { get; } = method;

    /// <summary>Null where the player is not known here.</summary>
    public Account? Account { get; init; }

    /// <summary>The player as the request named them.</summary>
    public string? ClientId { get; init; }

    public Card? Card { get; init; }

    public string? BonusCode { get; init; }

    public bool? IsFirst { get; init; }

    public int? Number { get; init; }

    /// <summary>The issuer's word on 3-D Secure, once it was asked.</summary>
    public string? ThreeDsResult { get; set; }

    /// <summary>The provider's reference, once it was called.</summary>
    public string? ProviderTxId { get; set; }

    public bool IsAuthorised { get; set; }

    public bool IsCaptured { get; set; }

    public bool NeedsThreeDs => Card is not null && ThreeDsResult is not ("Y" or "A");
}
