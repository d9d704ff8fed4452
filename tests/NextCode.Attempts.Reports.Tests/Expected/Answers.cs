namespace NextCode.Attempts.Reports.Tests.Expected;

/// <summary>Which code computes a report's expected answer, and the runs it is checked in.</summary>
internal static class Answers
{
    /// <summary>By report: the rows a run must answer, in order.</summary>
    public static IReadOnlyDictionary<string, Func<Run, IEnumerable<object?[]>>> Of { get; } =
        new Dictionary<string, Func<Run, IEnumerable<object?[]>>>
        {
            ["affiliates"] = Registration.Affiliates,
            ["completeness"] = Quality.Completeness,
            ["deposits"] = Payments.Deposits,
            ["deposits-3ds-and-limits"] = Payments.ThreeDsAndLimits,
            ["email-typos"] = Registration.EmailTypos,
            ["emails-in-use"] = Registration.EmailsInUse,
            ["errors-by-code-and-country"] = Operations.ErrorsByCodeAndCountry,
            ["errors-per-hour"] = Operations.ErrorsPerHour,
            ["failed-then-verified"] = Verification.FailedThenVerified,
            ["hosting-networks"] = Abuse.HostingNetworks,
            ["ledger-health"] = Quality.LedgerHealth,
            ["ledger-producers"] = Quality.LedgerProducers,
            ["mirrors-and-referrers"] = Operations.MirrorsAndReferrers,
            ["new-error-codes"] = Operations.NewErrorCodes,
            ["rate-limits"] = Abuse.RateLimits,
            ["registration-funnel"] = Registration.Funnel,
            ["registrations-by-status"] = Registration.ByStatus,
            ["registrations-per-origin"] = Abuse.RegistrationsPerOrigin,
            ["response-time-by-country"] = Operations.ResponseTimeByCountry,
            ["unknown-errors"] = Quality.UnknownErrors,
            ["verification-delay"] = Verification.Delay,
            ["verification-timeout"] = Verification.Timeout,
        };

    /// <summary>Values other than the defaults, so that every parameter is seen to do something.</summary>
    public static IReadOnlyList<(string Report, Dictionary<string, string> Values)> Variants { get; } =
    [
        ("errors-per-hour", new() { ["action"] = "signup", ["min_errors"] = "2" }),
        ("errors-by-code-and-country", new() { ["action"] = "login", ["min_attempts"] = "2" }),
        ("new-error-codes", new() { ["new_days"] = "2" }),
        ("verification-delay", new() { ["horizon_minutes"] = "600" }),
        ("verification-timeout", new() { ["today_ms"] = "3000", ["horizon_minutes"] = "1" }),
        (
            "response-time-by-country",
            new()
            {
                ["action"] = "login",
                ["min_samples"] = "20",
                ["min_slower"] = "0.2",
            }
        ),
        ("registrations-per-origin", new() { ["kind"] = "fingerprint", ["min_signups"] = "3" }),
        ("ledger-producers", new() { ["min_missing"] = "1" }),
        ("ledger-health", new() { ["min_silence_minutes"] = "15" }),
    ];

    public static IEnumerable<Run> Runs() =>
        from fixture in Fixtures.Fixture.All
        from report in ReportCatalogue.All
        from values in Variants
            .Where(variant => variant.Report == report.Name)
            .Select(variant => variant.Values)
            .Prepend([])
        select new Run(report, fixture, values);
}
