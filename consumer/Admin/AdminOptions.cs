namespace NextCode.Attempts.Consumer.Admin;

/// <summary>
/// The admin API and page over the dead letters, configuration section <c>Consumer:Admin</c>. Without any of these
/// settings every call is refused.
/// </summary>
public sealed record AdminOptions
{
    /// <summary>Whether <c>/admin</c> is served at all. Default true.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>
    /// Lets everybody in who reaches the service on a loopback name, without a token. Default false; for a laptop, and
    /// said at every start. Cannot be combined with audiences.
    /// </summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>The e-mails of those who may; compared without case. Empty (the default): nobody.</summary>
    public IList<string> Emails { get; init; } = [];

    /// <summary>The <c>aud</c> claims taken in bearer tokens signed by Google.</summary>
    public IList<string> Audiences { get; init; } = [];

    /// <summary>
    /// The <c>aud</c> claims taken in the header <c>x-goog-iap-jwt-assertion</c> of Identity-Aware Proxy, e.g.
    /// <c>/projects/NUMBER/locations/REGION/services/NAME</c>.
    /// </summary>
    public IList<string> IapAudiences { get; init; } = [];

    /// <summary>See <see cref="Authorization.OidcOptions.BehindCloudRunIam"/>. Default false.</summary>
    public bool BehindCloudRunIam { get; set; }

    /// <summary>Where IAP's public keys are, a JWK set. Default Google's.</summary>
    public Uri IapKeysUrl { get; set; } = new("https://www.gstatic.com/iap/verify/public_key-jwk");

    /// <summary>
    /// How long letters are held at a time while somebody looks or replays, 10 s to 10 min, default 60 s; at least the
    /// acknowledgement deadline of the dead-letter subscription. A replay that was cut off waits so long, when it goes on,
    /// for letters that the dead process held.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Where replays keep their progress and old letters their archive: a directory, or <c>gs://BUCKET/PATH</c>. Empty
    /// (the default): nowhere; a replay is then forgotten when the process ends, and nothing is archived.
    /// </summary>
    public string Store { get; set; } = "";

    /// <summary>
    /// Letters older than this are moved to the archive, 1 minute to 30 days. Null (the default): only when asked to.
    /// Pub/Sub keeps a letter for 31 days at most.
    /// </summary>
    public TimeSpan? ArchiveAfter { get; set; }
}
