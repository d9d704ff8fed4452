namespace NextCode.Attempts.Local.Traffic;

/// <summary>A made-up person who signs up.</summary>
internal sealed record Player(
    string FirstName,
    string LastName,
    string BirthDate,
    string Email,
    string Phone,
    string Password,
    string Country,
    string Currency
)
{
    private static readonly string[] FirstNames =
    [
        "Ava",
        "Charlotte",
        "Isla",
        "Mia",
        "Olivia",
        "Hannah",
        "Henry",
        "Jack",
        "Leo",
        "Noah",
        "Oliver",
        "William",
    ];

    private static readonly string[] LastNames =
    [
        "Brown",
        "Chen",
        "Jones",
        "Kelly",
        "Nguyen",
        "O'Brien",
        "Patel",
        "Singh",
        "Smith",
        "Taylor",
        "Tran",
        "Wilson",
    ];

    // The last ones are what people type in a hurry.
    private static readonly string[] EmailDomains =
    [
        "gmail.com",
        "gmail.com",
        "gmail.com",
        "bigpond.com",
        "outlook.com",
        "icloud.com",
        "yahoo.com.au",
        "gmul.com",
        "hotmial.com",
    ];

    private static readonly (string Country, string Currency, string Phone)[] Homes =
    [
        ("AU", "AUD", "+614"),
        ("AU", "AUD", "+614"),
        ("AU", "AUD", "+614"),
        ("NZ", "NZD", "+642"),
        ("GB", "GBP", "+447"),
        ("CA", "CAD", "+1604"),
        ("DE", "EUR", "+4915"),
    ];

    /// <summary>The id the API gave; null before.</summary>
    public string? ClientId { get; init; }

    public static Player Next(Random random, DateTimeOffset now)
    {
        var first = FirstNames[random.Next(FirstNames.Length)];
        var last = LastNames[random.Next(LastNames.Length)];
        var (country, currency, prefix) = Homes[random.Next(Homes.Length)];
        // The time keeps one run's addresses apart from another's, whose accounts the API may still know.
        var tag = $"{now.ToUnixTimeMilliseconds():x}{random.Next(0x1000):x3}";
        var birth = new DateOnly(1950, 1, 1).AddDays(random.Next(54 * 365));
        return new Player(
            first,
            last,
            birth.ToString("yyyy-MM-dd"),
            $"{first}.{last.Replace("'", "", StringComparison.Ordinal)}.{tag}@{EmailDomains[random.Next(EmailDomains.Length)]}".ToLowerInvariant(),
            $"{prefix}{random.Next(10_000_000, 99_999_999)}",
            $"pw-{random.NextInt64():x}",
            country,
            currency
        );
    }
}
