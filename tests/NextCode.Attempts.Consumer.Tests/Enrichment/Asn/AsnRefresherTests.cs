using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Enrichment.Asn;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Enrichment.Asn;

internal sealed class AsnRefresherTests
{
    [Test]
    public async Task A_new_table_takes_the_place_of_the_old_one_and_a_broken_one_does_not()
    {
        var source = new FakeAsnSource();
        var lookup = new AsnLookup();
        var options = new ConsumerOptions { Asn = new AsnOptions { Source = "fake" } };
        using var refresher = new AsnRefresher(
            lookup,
            source,
            Options.Create(options),
            new FixedTime(),
            NullLogger<AsnRefresher>.Instance
        );

        source.Serve("10.0.0.0\t10.0.0.255\t1\tAA\tONE", "v1");
        Assert.That(await refresher.RefreshAsync(default));
        Assert.That(lookup.Find("10.0.0.1"u8)!.Number, Is.EqualTo(1));

        var kept = lookup.Database;
        Assert.That(await refresher.RefreshAsync(default));
        Assert.That(lookup.Database, Is.SameAs(kept), "the same version is not read again");

        source.Serve("garbage", "v2");
        Assert.That(await refresher.RefreshAsync(default), Is.False);
        source.Failure = new HttpRequestException("down");
        Assert.That(await refresher.RefreshAsync(default), Is.False);
        Assert.That(lookup.Find("10.0.0.1"u8)!.Number, Is.EqualTo(1));

        source.Failure = null;
        source.Serve("10.0.0.0\t10.0.0.255\t2\tAA\tTWO", "v3");
        Assert.That(await refresher.RefreshAsync(default));
        Assert.That(lookup.Find("10.0.0.1"u8)!.Number, Is.EqualTo(2));
    }

    private sealed class FakeAsnSource : IAsnSource
    {
        private AsnContent? _content;

        public Exception? Failure { get; set; }

        public void Serve(string tsv, string version) =>
            _content = new AsnContent(Encoding.UTF8.GetBytes(tsv), version);

        public Task<AsnContent?> FetchAsync(string? version, CancellationToken cancellationToken) =>
            Failure is { } failure ? throw failure : Task.FromResult(_content!.Version == version ? null : _content);
    }
}
