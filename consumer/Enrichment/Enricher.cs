using NextCode.Attempts.Consumer.Enrichment.Asn;
using NextCode.Attempts.Consumer.Enrichment.Iptoasn;
using NextCode.Attempts.Consumer.Enrichment.Typos;
using NextCode.Attempts.Consumer.Telemetry;

namespace NextCode.Attempts.Consumer.Enrichment;

/// <summary>What the consumer finds out by itself. Where it finds nothing the columns stay null.</summary>
/// <param name="networks">The table in memory.</param>
/// <param name="domains">Suggests domains.</param>
/// <param name="metrics">Counts what is found.</param>
/// <param name="service">The web service to ask instead of the table; null where none is configured.</param>
internal sealed class Enricher(
    AsnLookup networks,
    DomainSuggester domains,
    ConsumerMetrics metrics,
    IptoasnClient? service = null
)
{
    /// <summary>Finds out what takes a call, before the row of the event's data is built.</summary>
    public ValueTask PrepareAsync(ReadOnlyMemory<byte> data) => service?.LearnAsync(data) ?? default;

    /// <summary>The network of an address.</summary>
    public AsnNetwork? Network(ReadOnlySpan<byte> ip)
    {
        if (ip.IsEmpty)
        {
            return null;
        }

        var network = service is null ? networks.Find(ip) : service.Find(ip);
        metrics.AsnLookedUp(network is not null);
        return network;
    }

    /// <summary>The domain that was probably meant by a mistyped one.</summary>
    public string? Suggestion(string? emailDomain) => emailDomain is null ? null : domains.Suggest(emailDomain);
}
