using NextCode.Attempts.Consumer.Enrichment.Asn;
using NextCode.Attempts.Consumer.Enrichment.Iptoasn;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Enrichment.Iptoasn;

internal sealed class NetworkCacheTests
{
    private static readonly AsnNetwork Network = new(1, null, null, IsHosting: false);

    [Test]
    public void At_the_bound_the_address_not_asked_for_the_longest_goes()
    {
        var cache = new NetworkCache(2, TimeSpan.FromHours(1), new ManualTime());
        cache.Add(1, Network);
        cache.Add(2, Network);
        cache.TryGet(1, out _);
        cache.Add(3, Network);

        Assert.That(cache.TryGet(1, out _));
        Assert.That(cache.TryGet(2, out _), Is.False);
        Assert.That(cache.TryGet(3, out _));
        Assert.That(cache.Count, Is.EqualTo(2));
    }

    [Test]
    public void An_answer_is_forgotten_after_its_time_and_a_new_one_takes_its_place()
    {
        var time = new ManualTime();
        var cache = new NetworkCache(2, TimeSpan.FromHours(1), time);
        cache.Add(1, network: null);
        time.Advance(TimeSpan.FromMinutes(59));
        Assert.That(cache.TryGet(1, out var network));
        Assert.That(network, Is.Null);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(cache.TryGet(1, out _), Is.False);
        cache.Add(1, Network);
        cache.Add(1, Network);

        Assert.That(cache.TryGet(1, out network));
        Assert.That(network, Is.SameAs(Network));
        Assert.That(cache.Count, Is.EqualTo(1));
    }
}
