namespace NextCode.Attempts.Local.SampleApi.Signup;

/// <summary>What a new client is answered.</summary>
/// <param name="ClientId">The player's id.</param>
/// <param name="AutoLoginToken">Signs the player in without a password: a secret.</param>
/// <param name="ClientStatus">PRE_OPEN until verified.</param>
/// <param name="SignupAttemptId">What verification events point back to.</param>
internal sealed record ClientCreated(
    string ClientId,
    string AutoLoginToken,
    string ClientStatus,
    string? SignupAttemptId
);
