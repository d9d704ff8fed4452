using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Consumer.Enrichment;
using NextCode.Attempts.Consumer.Enrichment.Asn;
using NextCode.Attempts.Consumer.Enrichment.Typos;
using NextCode.Attempts.Consumer.Telemetry;

namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>Enrichment from the lists that ship.</summary>
internal static class TestEnricher
{
    public static Enricher Create()
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        return new Enricher(new AsnLookup(), new DomainSuggester(MailProviders.Shipped), new ConsumerMetrics(meters));
    }
}
