namespace NextCode.Attempts.Consumer.Enrichment.Typos;

/// <summary>One domain of a mail provider.</summary>
/// <param name="Domain">The whole domain.</param>
/// <param name="Brand">What stands before the suffix.</param>
/// <param name="Suffix">What the brand is registered under, e.g. <c>co.uk</c>.</param>
/// <param name="Kind">How much the brand says about what was meant.</param>
/// <param name="Rank">The place in the list: the smaller, the more used.</param>
internal sealed record MailProvider(string Domain, string Brand, string Suffix, BrandKind Kind, int Rank)
{
    public string Squeezed { get; } = DomainNames.Squeeze(Domain);

    public string TopLevel { get; } = DomainNames.TopLevel(Domain);
}

/// <summary>How much a brand under another suffix says about what was meant; see the list itself.</summary>
internal enum BrandKind
{
    Common,
    Own,
    Any,
}
