namespace NextCode.Attempts.Local.SampleApi.Verification;

/// <summary>What a told event is answered.</summary>
/// <param name="Event">The event.</param>
/// <param name="ClientStatus">The account's status now; null where the account is not known.</param>
internal sealed record VerificationAnswer(string Event, string? ClientStatus);
