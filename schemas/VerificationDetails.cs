namespace NextCode.Attempts;

/// <summary>The column <c>verification</c>: one event in the life of a new account's verification.</summary>
public sealed record VerificationDetails
{
    /// <summary>
    /// signup_succeeded, verification_started, verification_result, client_status_changed, status_push_received,
    /// offers_loaded, wait_ended or navigated.
    /// </summary>
    public string? Event { get; init; }

    /// <summary>The attempt_id of the signup it belongs to.</summary>
    public string? SignupAttemptId { get; init; }

    /// <summary>backend, app or websocket.</summary>
    public string? Source { get; init; }

    /// <summary>The player's status before: PRE_OPEN or OPEN.</summary>
    public string? StatusBefore { get; init; }

    /// <summary>The player's status after: PRE_OPEN or OPEN.</summary>
    public string? StatusAfter { get; init; }

    /// <summary>Whether the verification was approved.</summary>
    public bool? VerificationApproved { get; init; }

    /// <summary>Milliseconds since the signup.</summary>
    public long? SinceSignupMs { get; init; }

    /// <summary>Milliseconds from the change of status to the app's hearing of it.</summary>
    public long? PushDelayMs { get; init; }

    /// <summary>The wait configured at that time, in milliseconds.</summary>
    public long? ConfiguredTimeoutMs { get; init; }

    /// <summary>status_open, timeout, already_approved or app_closed.</summary>
    public string? WaitEndReason { get; init; }

    /// <summary>Milliseconds the player waited.</summary>
    public long? WaitedMs { get; init; }

    /// <summary>How many offers were shown.</summary>
    public long? OffersCount { get; init; }

    /// <summary>Where the player went: SURROGATE_OFFERS, FAILED_VERIFICATION, DEPOSIT or HOME.</summary>
    public string? Onward { get; init; }

    /// <summary>The verification provider.</summary>
    public string? Provider { get; init; }
}
