namespace NextCode.Attempts.Local.Traffic;

/// <summary>A browser or app somewhere.</summary>
/// <param name="Domain">The mirror it came to.</param>
/// <param name="Country">As Cloudflare says it.</param>
/// <param name="Ip">Its address.</param>
/// <param name="UserAgent">Its user agent.</param>
/// <param name="Fingerprint">Its fingerprint.</param>
/// <param name="Referrer">Where it came from; null for apps.</param>
internal sealed record Visitor(
    string Domain,
    string Country,
    string Ip,
    string UserAgent,
    string Fingerprint,
    string? Referrer
)
{
    private static readonly string[] Domains = ["bet.example", "bet-au.example", "m.bet.example", "app.bet.example"];

    private static readonly (string Country, string IpPrefix)[] Origins =
    [
        ("AU", "1.128.4"),
        ("AU", "49.176.10"),
        ("AU", "2001:8003:1c20::"),
        ("NZ", "122.56.7"),
        ("GB", "81.2.69"),
        ("DE", "87.128.9"),
        ("CA", "24.48.0"),
        ("IN", "103.21.58"),
        ("T1", "185.220.101"),
        ("US", "3.208.12"),
        ("AU", "139.130.4"),
        ("TR", "178.240.33"),
        ("JP", "153.128.9"),
        ("FR", "51.68.12"),
        ("DE", "88.198.7"),
    ];

    private static readonly string[] UserAgents =
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
        "BetApp/7.4.1 (iOS 18.5; ReactNative)",
        "python-requests/2.32",
    ];

    private static readonly string?[] Referrers =
    [
        null,
        "https://bet.example/join",
        "https://tips.example/review?offer=p-3",
    ];

    /// <summary>A machine in a data center that makes accounts: always the same device.</summary>
    public static Visitor Farm { get; } =
        new("bet-au.example", "DE", "5.9.17.4", "python-requests/2.32", "fp-farm", Referrer: null);

    public static Visitor Next(Random random)
    {
        // Half come from home.
        var (country, prefix) = random.Next(2) == 0 ? Origins[random.Next(3)] : Origins[random.Next(Origins.Length)];
        var ip = prefix.EndsWith(':') ? $"{prefix}{random.Next(1, 0xFFFF):x}" : $"{prefix}.{random.Next(1, 255)}";
        return new Visitor(
            Domains[random.Next(Domains.Length)],
            country,
            ip,
            UserAgents[random.Next(UserAgents.Length)],
            $"fp-{random.Next(1_000_000):x5}",
            Referrers[random.Next(Referrers.Length)]
        );
    }
}
