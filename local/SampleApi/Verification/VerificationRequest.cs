namespace NextCode.Attempts.Local.SampleApi.Verification;

/// <summary>One event in the life of a new account's verification, told by the app, its websocket or the back end.</summary>
internal sealed record VerificationRequest
{
    /// <summary>
    /// signup_succeeded, verification_started, verification_result, client_status_changed, status_push_received,
    /// offers_loaded, wait_ended or navigated.
    /// </summary>
    public string? Event { get; init; }

    public string? ClientId { get; init; }

    public string? SignupAttemptId { get; init; }

    /// <summary>backend, app (default) or websocket.</summary>
    public string? Source { get; init; }

    /// <summary>PRE_OPEN or OPEN; what the account had where it is not said.</summary>
    public string? StatusBefore { get; init; }

    /// <summary>PRE_OPEN or OPEN.</summary>
    public string? StatusAfter { get; init; }

    public bool? VerificationApproved { get; init; }

    /// <summary>Measured here where it is not said.</summary>
    public long? SinceSignupMs { get; init; }

    /// <summary>Measured here where it is not said.</summary>
    public long? PushDelayMs { get; init; }

    public long? ConfiguredTimeoutMs { get; init; }

    /// <summary>status_open, timeout, already_approved or app_closed.</summary>
    public string? WaitEndReason { get; init; }

    public long? WaitedMs { get; init; }

    public long? OffersCount { get; init; }

    /// <summary>SURROGATE_OFFERS, FAILED_VERIFICATION, DEPOSIT or HOME.</summary>
    public string? Onward { get; init; }

    public string? Provider { get; init; }
}
