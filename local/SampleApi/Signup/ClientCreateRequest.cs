using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.SampleApi.Signup;

/// <summary>The Australian form for a new client. Names on the wire are snake_case.</summary>
internal sealed record ClientCreateRequest
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    /// <summary>yyyy-MM-dd.</summary>
    public string? BirthDate { get; init; }

    public string? Email { get; init; }

    public string? Username { get; init; }

    public string? PhoneNumber { get; init; }

    public string? Password { get; init; }

    public string? Country { get; init; }

    public string? CurrencyCode { get; init; }

    /// <summary>The id of an address found by look-up; null where it was typed in.</summary>
    public string? AddressHarmonyId { get; init; }

    public string? AddressLine1 { get; init; }

    public string? AddressLine2 { get; init; }

    public string? AddressCity { get; init; }

    /// <summary>NSW, VIC, QLD, WA, SA, TAS, ACT or NT.</summary>
    public string? AddressState { get; init; }

    /// <summary>Four digits.</summary>
    public string? AddressPostcode { get; init; }

    public string? BonusCode { get; init; }

    /// <summary>In major units, with a period.</summary>
    public decimal? DepositLimit { get; init; }

    /// <summary>DAYS_1, DAYS_7 or DAYS_30.</summary>
    public string? DepositLimitPeriod { get; init; }

    /// <summary>The same as <see cref="DepositLimitPeriod"/>, as one of the apps spells it.</summary>
    [JsonPropertyName("depositlimit_period")]
    public string? DepositlimitPeriod { get; init; }

    public bool? MarketingOptIn { get; init; }

    /// <summary>An object or a text: aff id, promo id, click id.</summary>
    public JsonElement? AffiliateData { get; init; }

    /// <summary>The period under whichever of its names.</summary>
    [JsonIgnore]
    public string? LimitPeriod => DepositLimitPeriod ?? DepositlimitPeriod;
}
