namespace NextCode.Attempts.Local.SampleApi.Accounts;

/// <summary>A player's own limit on what they pay in, gross.</summary>
/// <param name="Amount">In major units of the account's currency.</param>
/// <param name="Period">DAYS_1, DAYS_7 or DAYS_30.</param>
internal sealed record DepositLimit(decimal Amount, string Period)
{
    private const string Prefix = "DAYS_";

    /// <summary>How long back a payment counts.</summary>
    public TimeSpan Window => TimeSpan.FromDays(int.Parse(Period.AsSpan(Prefix.Length)));

    /// <summary>Whether a period is one of the three that exist.</summary>
    public static bool IsPeriod(string? period) => period is "DAYS_1" or "DAYS_7" or "DAYS_30";
}
