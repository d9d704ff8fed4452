using System.Collections.Frozen;

namespace NextCode.Attempts.Consumer.Enrichment.Typos;

/// <summary>The mail providers, the domains known to exist, and the top-level domains, as the files beside this one list them.</summary>
internal sealed class MailProviders
{
    private MailProviders(IReadOnlyList<MailProvider> all, IEnumerable<string> known, IEnumerable<string> topLevel)
    {
        All = all;
        Known = known.ToFrozenSet(StringComparer.Ordinal);
        TopLevelDomains = topLevel.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The lists that ship.</summary>
    public static MailProviders Shipped { get; } = Parse(Lines("email-providers.txt"), Lines("top-level-domains.txt"));

    /// <summary>Domains worth suggesting, most used first.</summary>
    public IReadOnlyList<MailProvider> All { get; }

    /// <summary>Domains that never get a suggestion, those of <see cref="All"/> among them.</summary>
    public FrozenSet<string> Known { get; }

    public FrozenSet<string> TopLevelDomains { get; }

    /// <exception cref="FormatException">A line is none of a list.</exception>
    public static MailProviders Parse(IEnumerable<string> providers, IEnumerable<string> topLevelDomains)
    {
        var all = new List<MailProvider>();
        var known = new List<string>();
        foreach (var words in Words(providers))
        {
            if (words[0] is "known")
            {
                known.AddRange(words[1..]);
                continue;
            }

            if (words.Length < 3 || !Enum.TryParse<BrandKind>(words[1], ignoreCase: true, out var kind))
            {
                throw new FormatException($"The line of brand {words[0]} is not: brand, kind, suffixes.");
            }

            foreach (var suffix in words[2..])
            {
                all.Add(new MailProvider($"{words[0]}.{suffix}", words[0], suffix, kind, all.Count));
            }
        }

        known.AddRange(all.Select(static provider => provider.Domain));
        return new MailProviders(all, known, Words(topLevelDomains).SelectMany(static words => words));
    }

    private static IEnumerable<string[]> Words(IEnumerable<string> lines) =>
        lines
            .Where(static line => !line.StartsWith('#'))
            .Select(static line =>
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            )
            .Where(static words => words.Length > 0);

    private static List<string> Lines(string file)
    {
        using var stream =
            typeof(MailProviders).Assembly.GetManifestResourceStream($"Enrichment/Typos/{file}")
            ?? throw new InvalidOperationException($"{file} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return lines;
    }
}
