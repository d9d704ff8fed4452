namespace NextCode.Attempts.Local.SampleApi.Login;

/// <summary>What a player who signed in is answered.</summary>
/// <param name="ClientId">The player's id.</param>
/// <param name="AutoLoginToken">Signs the player in next time without a password: a secret.</param>
/// <param name="ClientStatus">PRE_OPEN or OPEN.</param>
internal sealed record LoggedIn(string ClientId, string AutoLoginToken, string ClientStatus);
