using NextCode.Attempts.Consumer.Enrichment.Asn;

namespace NextCode.Attempts.Consumer.Tests;

internal sealed class ConsumerOptionsValidatorTests
{
    [Test]
    public void Every_wrong_setting_is_named()
    {
        var options = new ConsumerOptions
        {
            Table = " ",
            MaxBodyBytes = 1,
            PushDeadline = TimeSpan.Zero,
        };

        Assert.That(
            new ConsumerOptionsValidator().Validate(null, options).Failures,
            Is.EqualTo([
                "Consumer:ProjectId is missing.",
                "Consumer:Table is missing.",
                "Consumer:MaxBodyBytes is 1; it must be 1024 to 67108864.",
                "Consumer:PushDeadline is 00:00:00; it must be 00:00:01 to 00:10:00.",
            ])
        );
    }

    [Test]
    public void Where_IP_to_AS_comes_from_is_checked()
    {
        var options = new ConsumerOptions
        {
            ProjectId = "p",
            Asn = new AsnOptions
            {
                Source = "ftp://example.com/table",
                Service = "iptoasn:53661",
                ServiceTimeout = TimeSpan.FromMinutes(1),
                ServiceCacheSize = 0,
                RefreshInterval = TimeSpan.Zero,
            },
        };

        Assert.That(
            new ConsumerOptionsValidator().Validate(null, options).Failures,
            Is.EqualTo([
                "Consumer:Asn:RefreshInterval is 00:00:00; it must be 00:01:00 to 30.00:00:00.",
                "Consumer:Asn:Source is ftp://example.com/table; it must be a path, gs://BUCKET/OBJECT or https.",
                "Consumer:Asn:ServiceTimeout is 00:01:00; it must be 00:00:00.0100000 to 00:00:05.",
                "Consumer:Asn:ServiceCacheSize is 0; it must be 1 to 10000000.",
                "Consumer:Asn:Service is iptoasn:53661; it must be an http or https address.",
                "Consumer:Asn has both Source and Service; only one of them can answer.",
            ])
        );
    }

    [Test]
    public void The_defaults_need_only_the_project() =>
        Assert.That(new ConsumerOptionsValidator().Validate(null, new ConsumerOptions { ProjectId = "p" }).Succeeded);
}
