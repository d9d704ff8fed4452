using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NextCode.Attempts.Consumer.Enrichment.Asn;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Enrichment.Asn;

/// <summary>The real service over a web server and Cloud Storage's API: from the setting to the answer of a lookup.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AsnSourceTests
{
    private FakeFileServer _server = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _server = await FakeFileServer.StartAsync();
        _server.Serve(Zipped("10.0.0.0\t10.0.0.255\t1\tAA\tONE"));
    }

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task A_table_at_an_address_is_fetched_again_only_when_its_ETag_is_another()
    {
        await using var consumer = await StartAsync($"{_server.Address}/table.tsv.gz");
        var refresher = await LoadedAsync(consumer);
        Assert.That(await refresher.RefreshAsync(default));
        _server.Serve(Zipped("10.0.0.0\t10.0.0.255\t2\tAA\tTWO"));
        Assert.That(await refresher.RefreshAsync(default));

        Assert.That(Number(consumer), Is.EqualTo(2));
        Assert.That(_server.Answers, Is.EqualTo(["200 /table.tsv.gz", "304 /table.tsv.gz", "200 /table.tsv.gz"]));
    }

    [Test]
    public async Task A_table_in_Cloud_Storage_is_downloaded_again_only_when_its_generation_is_another()
    {
        await using var consumer = await StartAsync("gs://bucket/ip/table.tsv.gz");
        var refresher = await LoadedAsync(consumer);
        Assert.That(await refresher.RefreshAsync(default));
        _server.Serve(Zipped("10.0.0.0\t10.0.0.255\t2\tAA\tTWO"));
        Assert.That(await refresher.RefreshAsync(default));

        Assert.That(Number(consumer), Is.EqualTo(2));
        Assert.That(
            _server.Answers.Count(static answer => answer.EndsWith("?alt=media", StringComparison.Ordinal)),
            Is.EqualTo(2)
        );
        Assert.That(_server.Answers, Has.Count.EqualTo(5));
    }

    [TestCase("table.tsv.gz", 500)]
    [TestCase("table.tsv.gz", 404)]
    [TestCase("gs", 403)]
    [TestCase("gs", 503)]
    public async Task While_the_source_fails_the_last_table_stays_in_use(string source, int status)
    {
        await using var consumer = await StartAsync(
            source is "gs" ? "gs://bucket/ip/table.tsv.gz" : $"{_server.Address}/{source}"
        );
        var refresher = await LoadedAsync(consumer);
        _server.Failure = status;
        Assert.That(await refresher.RefreshAsync(default), Is.False);

        Assert.That(Number(consumer), Is.EqualTo(1));
    }

    private Task<RunningConsumer> StartAsync(string source) =>
        RunningConsumer.StartAsync(("Consumer:Asn:Source", source), ("STORAGE_EMULATOR_HOST", _server.Authority));

    // The service's own first look, which the start does not wait for.
    private static async Task<AsnRefresher> LoadedAsync(RunningConsumer consumer)
    {
        var refresher = consumer.Services.GetServices<IHostedService>().OfType<AsnRefresher>().Single();
        await refresher.FirstLook;
        Assert.That(Number(consumer), Is.EqualTo(1));
        return refresher;
    }

    private static uint? Number(RunningConsumer consumer) =>
        consumer.Services.GetRequiredService<AsnLookup>().Find("10.0.0.1"u8)?.Number;

    private static byte[] Zipped(string text)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return zipped.ToArray();
    }
}
