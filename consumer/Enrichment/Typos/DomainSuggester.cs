using System.Collections.Concurrent;

namespace NextCode.Attempts.Consumer.Enrichment.Typos;

/// <summary>
/// Suggests the mail provider's domain that a mistyped one was meant to be. A wrong suggestion is worse than none, so a
/// short name and a suffix that exists need more likeness than a long name and a suffix that does not.
/// </summary>
internal sealed class DomainSuggester(MailProviders providers)
{
    private const int MaxLength = 40;
    private const int MaxLengthDifference = 3;
    private const int MaxRemembered = 10_000;

    // Of two domains equally near, the more used one.
    private const double RankWeight = 0.0008;

    private const double SamePlain = 0.3;

    private readonly ConcurrentDictionary<string, string?> _remembered = new(StringComparer.Ordinal);

    /// <summary>The domain that was probably meant; null where this one is fine or nothing is near.</summary>
    /// <param name="domain">Lower case.</param>
    public string? Suggest(string domain)
    {
        if (domain.Length is < 4 or > MaxLength || providers.Known.Contains(domain))
        {
            return null;
        }

        if (_remembered.TryGetValue(domain, out var known))
        {
            return known;
        }

        if (_remembered.Count >= MaxRemembered)
        {
            _remembered.Clear();
        }

        return _remembered[domain] = Find(domain);
    }

    private string? Find(string domain)
    {
        var topLevel = DomainNames.TopLevel(domain);
        var exists = providers.TopLevelDomains.Contains(topLevel);
        var squeezed = DomainNames.Squeeze(domain);
        MailProvider? nearest = null;
        var least = double.MaxValue;
        foreach (var provider in providers.All)
        {
            if (Math.Abs(domain.Length - provider.Domain.Length) > MaxLengthDifference)
            {
                continue;
            }

            var cost = Cost(domain, topLevel, exists, squeezed, provider) + (provider.Rank * RankWeight);
            if (cost < least)
            {
                least = cost;
                nearest = provider;
            }
        }

        return nearest?.Domain;
    }

    // Infinite where the domain is not near enough.
    private static double Cost(string domain, string topLevel, bool exists, string squeezed, MailProvider provider)
    {
        var repeats = domain.Length == provider.Domain.Length + provider.Suffix.Length + 1;
        if (
            string.Equals(squeezed, provider.Squeezed, StringComparison.Ordinal)
            || (repeats && domain == $"{provider.Domain}.{provider.Suffix}")
        )
        {
            return SamePlain;
        }

        var hasBrand =
            domain.Length > provider.Brand.Length
            && domain[provider.Brand.Length] is '.'
            && domain.StartsWith(provider.Brand, StringComparison.Ordinal);
        if (hasBrand && provider.Suffix is "com" && domain.Length - provider.Brand.Length <= 4 && IsCutCom(topLevel))
        {
            return SamePlain;
        }

        var limit = Limit(topLevel, exists, hasBrand, provider);
        if (limit <= 0)
        {
            return double.PositiveInfinity;
        }

        var cost = TypingDistance.Between(domain, provider.Domain);
        return cost <= limit ? cost : double.PositiveInfinity;
    }

    private static double Limit(string topLevel, bool exists, bool hasBrand, MailProvider provider)
    {
        var byName = LimitByName(provider);
        if (topLevel == provider.TopLevel)
        {
            return hasBrand ? Math.Max(byName, 1.2) : byName;
        }

        if (!exists)
        {
            if (hasBrand)
            {
                return Math.Max(byName, provider.Suffix.Length <= 2 ? 1.1 : 2.2);
            }

            return provider.Brand.Length > 3 ? byName + 0.7 : byName;
        }

        if (!hasBrand)
        {
            return 0;
        }

        return provider.Kind switch
        {
            BrandKind.Any => double.MaxValue,
            BrandKind.Own => 1.15,
            _ => 0,
        };
    }

    // Countries have these, but far more often they are com less a letter.
    private static bool IsCutCom(string topLevel) => topLevel is "co" or "cm" or "om";

    private static double LimitByName(MailProvider provider)
    {
        var limit = provider.Brand.Length switch
        {
            <= 3 => provider.Suffix is "com" ? 0.65 : 0.7,
            4 => provider.Suffix is "com" ? 0.75 : 0.95,
            5 => 1.3,
            <= 7 => 1.5,
            <= 9 => 1.85,
            _ => 2.1,
        };
        return provider.Kind is BrandKind.Any ? limit + 0.35 : limit;
    }
}
