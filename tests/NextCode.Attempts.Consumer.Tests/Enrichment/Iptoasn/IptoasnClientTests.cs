using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Enrichment.Iptoasn;

/// <summary>Rows of the real service, with iptoasn's web service instead of the table.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class IptoasnClientTests
{
    private FakeIptoasn _iptoasn = null!;
    private RunningConsumer _consumer = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _iptoasn = await FakeIptoasn.StartAsync();
        _consumer = await RunningConsumer.StartAsync(
            static services => services.AddSingleton<TimeProvider>(new RunningTime()),
            ("Consumer:Asn:Service", _iptoasn.Address),
            ("Consumer:Asn:ServiceTimeout", "00:00:05")
        );
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _consumer.DisposeAsync();
        await _iptoasn.DisposeAsync();
    }

    [TestCase("8.8.8.8", "15169", "US", "GOOGLE", false)]
    [TestCase("::ffff:8.8.8.8", "15169", "US", "GOOGLE", false)]
    [TestCase("2001:4860:4860:0::8888", "15169", "US", "GOOGLE", false)]
    [TestCase("139.130.4.5", "1221", "AU", "ASN-TELSTRA", false)]
    [TestCase("88.198.0.1", "24940", "DE", "HETZNER-AS", true)]
    public async Task A_row_has_the_network_that_the_service_names(
        string ip,
        string number,
        string country,
        string description,
        bool isHosting
    )
    {
        var row = await RowOfAsync(ip);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(row.GetProperty("as_number").GetString(), Is.EqualTo(number));
        Assert.That(row.GetProperty("as_country_code").GetString(), Is.EqualTo(country));
        Assert.That(row.GetProperty("as_description").GetString(), Is.EqualTo(description));
        Assert.That(row.GetProperty("as_hosting").GetBoolean(), Is.EqualTo(isHosting));
    }

    [TestCase("8.8.8.8")]
    [TestCase("10.0.0.1")]
    public async Task An_address_is_asked_for_once(string ip)
    {
        await RowOfAsync(ip);
        await RowOfAsync(ip);

        Assert.That(_iptoasn.Asked, Is.EqualTo([ip]));
    }

    [TestCase("10.0.0.1")]
    [TestCase("not an address")]
    [TestCase("")]
    public async Task An_address_that_nobody_announces_leaves_the_columns_null(string ip) =>
        Assert.That((await RowOfAsync(ip)).TryGetProperty("as_number", out _), Is.False);

    [TestCase(500, "")]
    [TestCase(200, "not JSON")]
    [TestCase(200, "null")]
    [TestCase(302, "")]
    public async Task A_failure_leaves_the_columns_null_and_is_no_answer_for_the_next_row(int status, string body)
    {
        _iptoasn.Misbehave = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(body);
        };
        Assert.That((await RowOfAsync("8.8.8.8")).TryGetProperty("as_number", out _), Is.False);
        Assert.That(_iptoasn.Asked, Has.Count.EqualTo(2), "one more try");

        _iptoasn.Misbehave = null;
        Assert.That((await RowOfAsync("8.8.8.8")).GetProperty("as_number").GetString(), Is.EqualTo("15169"));
    }

    [Test]
    public async Task A_service_that_fails_is_not_asked_any_more_for_a_while()
    {
        _iptoasn.Misbehave = static context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        for (var number = 0; number < 20; number++)
        {
            await RowOfAsync($"8.8.8.{number}");
        }

        Assert.That(_iptoasn.Asked, Has.Count.EqualTo(10), "the breaker opened");
        Assert.That(_consumer.Table.Rows, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task A_service_that_hangs_does_not_keep_the_row()
    {
        await using var hasty = await RunningConsumer.StartAsync(
            static services => services.AddSingleton<TimeProvider>(new RunningTime()),
            ("Consumer:Asn:Service", _iptoasn.Address),
            ("Consumer:Asn:ServiceTimeout", "00:00:00.05")
        );
        _iptoasn.Misbehave = static context =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);

        Assert.That(
            await hasty.PushAsync(Wrapped.Message("e-1", """{"ip":"8.8.8.8"}""")),
            Is.EqualTo(HttpStatusCode.NoContent)
        );
        Assert.That(hasty.Table.Rows, Has.Count.EqualTo(1));
    }

    private async Task<JsonElement> RowOfAsync(string ip)
    {
        var message = Wrapped.Message("e-1", JsonSerializer.Serialize(new { ip }));
        Assert.That(await _consumer.PushAsync(message), Is.EqualTo(HttpStatusCode.NoContent));
        using var row = JsonDocument.Parse(_consumer.Table.Rows[^1].Json);
        return row.RootElement.Clone();
    }
}
