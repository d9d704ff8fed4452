namespace NextCode.Attempts.Consumer.Enrichment;

/// <summary>The domain of an email address.</summary>
internal static class EmailDomain
{
    // The longest name DNS allows, in text form (RFC 1035, section 2.3.4).
    private const int MaxLength = 253;

    /// <summary>What stands behind the last @, lower case, without white space and a final point; null where there is none.</summary>
    public static string? Of(string? email)
    {
        if (email is null)
        {
            return null;
        }

        var domain = email.AsSpan(email.LastIndexOf('@') + 1).Trim().TrimEnd('.');
        if (
            domain.Length == 0
            || domain.Length > MaxLength
            || domain.Length == email.Length
            || !email.Contains('@', StringComparison.Ordinal)
        )
        {
            return null;
        }

        return string.Create(domain.Length, domain, static (target, source) => source.ToLowerInvariant(target));
    }
}
