namespace NextCode.Attempts.Local.SampleApi.RestorePassword;

/// <summary>What a player who forgot a password is answered.</summary>
/// <param name="Message">What they read.</param>
/// <param name="ResetToken">
/// The link's secret, absent where there is no account: here in place of the email nobody sends on a laptop.
/// </param>
internal sealed record RestorePasswordAnswer(string Message, string? ResetToken);
