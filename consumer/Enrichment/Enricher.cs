using NextCode.Attempts.Consumer.Enrichment.Asn;
using NextCode.Attempts.Consumer.Enrichment.Typos;
using NextCode.Attempts.Consumer.Telemetry;

namespace NextCode.Attempts.Consumer.Enrichment;

/// <summary>What the consumer finds out by itself. Where it finds nothing the columns stay null.</summary>
internal sealed class Enricher(AsnLookup networks, DomainSuggester domains, ConsumerMetrics metrics)
{
    /// <summary>The network of an address.</summary>
    public AsnNetwork? Network(ReadOnlySpan<byte> ip)
    {
        if (ip.IsEmpty)
        {
            return null;
        }

        var network = networks.Find(ip);
        metrics.AsnLookedUp(network is not null);
        return network;
    }

    /// <summary>The domain that was probably meant by a mistyped one.</summary>
    public string? Suggestion(string? emailDomain) => emailDomain is null ? null : domains.Suggest(emailDomain);
}
