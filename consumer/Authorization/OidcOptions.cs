namespace NextCode.Attempts.Consumer.Authorization;

/// <summary>
/// Who may push: bearer tokens signed by Google for a service account
/// (cloud.google.com/pubsub/docs/authenticate-push-subscriptions). Without audiences and e-mails nothing is checked, and
/// the start says so.
/// </summary>
public sealed record OidcOptions
{
    /// <summary>The <c>aud</c> claims taken: by default of Pub/Sub the endpoint's URL. Empty (the default): off.</summary>
    public IList<string> Audiences { get; init; } = [];

    /// <summary>The service accounts taken, by e-mail; the claim <c>email_verified</c> must be true too.</summary>
    public IList<string> Emails { get; init; } = [];

    /// <summary>The <c>iss</c> claims taken. Empty (the default): Google's two, <c>https://accounts.google.com</c> with and without scheme.</summary>
    public IList<string> Issuers { get; init; } = [];

    /// <summary>Where the signers' public keys are, a JWK set. Default Google's.</summary>
    public Uri KeysUrl { get; set; } = new("https://www.googleapis.com/oauth2/v3/certs");

    /// <summary>
    /// Whether the service sits behind Cloud Run's IAM, which verifies the signature and replaces it by
    /// <c>SIGNATURE_REMOVED_BY_GOOGLE</c>: such tokens are then taken on their claims alone. Default false: set it only
    /// where nothing but Cloud Run can reach the service.
    /// </summary>
    public bool BehindCloudRunIam { get; set; }

    /// <summary>Whether tokens are checked.</summary>
    internal bool IsOn => Audiences.Count > 0 || Emails.Count > 0;
}
