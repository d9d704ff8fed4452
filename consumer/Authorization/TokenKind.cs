using Microsoft.IdentityModel.Tokens;

namespace NextCode.Attempts.Consumer.Authorization;

/// <summary>What tokens of one signer look like.</summary>
/// <param name="Issuers">The <c>iss</c> claims taken where the settings name none.</param>
/// <param name="Algorithm">The one algorithm they are signed with.</param>
/// <param name="NeedsVerifiedEmail">Whether the claim <c>email_verified</c> must be true; where the signer gives none, it vouches for every e-mail.</param>
internal sealed record TokenKind(IReadOnlyList<string> Issuers, string Algorithm, bool NeedsVerifiedEmail)
{
    /// <summary>Google's OIDC tokens (developers.google.com/identity/openid-connect/openid-connect).</summary>
    public static TokenKind Google { get; } =
        new(
            ["https://accounts.google.com", "accounts.google.com"],
            SecurityAlgorithms.RsaSha256,
            NeedsVerifiedEmail: true
        );

    /// <summary>Identity-Aware Proxy's (cloud.google.com/iap/docs/signed-headers-howto).</summary>
    public static TokenKind Iap { get; } =
        new(["https://cloud.google.com/iap"], SecurityAlgorithms.EcdsaSha256, NeedsVerifiedEmail: false);
}
