namespace NextCode.Attempts.Local.SampleApi.Deposits;

/// <summary>What may be kept of a card: never its number.</summary>
internal sealed record Card(string Scheme, string Last4, string? Funding, string? Country)
{
    private const int MinDigits = 13;
    private const int MaxDigits = 19;

    /// <summary>Reads a card number; null where it is none.</summary>
    public static Card? Parse(string number, string? funding, string? country)
    {
        var digits = number.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return digits.Length is >= MinDigits and <= MaxDigits && digits.All(char.IsAsciiDigit) && PassesLuhn(digits)
            ? new Card(SchemeOf(digits), digits[^4..], funding, country?.ToUpperInvariant())
            : null;
    }

    private static string SchemeOf(string digits) =>
        digits switch
        {
            ['4', ..] => "visa",
            ['5', >= '1' and <= '5', ..] or ['2', >= '2' and <= '7', ..] => "mastercard",
            ['3', '4' or '7', ..] => "amex",
            _ => "other",
        };

    private static bool PassesLuhn(string digits)
    {
        var sum = 0;
        for (var fromRight = 0; fromRight < digits.Length; fromRight++)
        {
            var digit = digits[^(fromRight + 1)] - '0';
            var weighted = fromRight % 2 == 1 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return sum % 10 == 0;
    }
}
