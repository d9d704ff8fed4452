namespace NextCode.Attempts.Local.SampleApi.Validate;

/// <summary>One field of the form, checked while the rest is being filled in.</summary>
internal sealed record ValidateRequest
{
    /// <summary>email, username, phone_number, password, birth_date, country, currency_code or bonus_code.</summary>
    public string? Field { get; init; }

    public string? Value { get; init; }
}
