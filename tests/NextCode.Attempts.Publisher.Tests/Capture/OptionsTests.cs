using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>What options change, over a real server.</summary>
internal sealed class OptionsTests
{
    [Test]
    public async Task Capture_follows_the_configuration_at_run_time()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection([new("Attempts:Enabled", "false")]);
        await using var app = await CaptureApp.StartAsync(
            api => api.MapPost("/login", () => Results.Ok()).WithAttempt(AttemptAction.Login),
            build: builder => builder.Services.AddAttempts(configuration.GetSection("Attempts"))
        );

        using var off = await app.Client.PostAsync("/login", content: null);
        configuration["Attempts:Enabled"] = "true";
        ((IConfigurationRoot)configuration).Reload();
        using var on = await app.Client.PostAsync("/login", content: null);
        await app.StopAsync();

        Assert.That(app.Log.Attempts, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_filter_and_a_sample_of_nothing_leave_requests_out()
    {
        await using var filtered = await CaptureApp.StartAsync(
            api => api.MapPost("/login", () => Results.Ok()).WithAttempt(AttemptAction.Login),
            options => options.ShouldCapture = (_, action) => action is not AttemptAction.Login
        );
        await using var sampled = await CaptureApp.StartAsync(
            api => api.MapPost("/login", () => Results.Ok()).WithAttempt(AttemptAction.Login),
            options => options.SampleRate = 0
        );

        using var first = await filtered.Client.PostAsync("/login", content: null);
        using var second = await sampled.Client.PostAsync("/login", content: null);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(filtered.Log.Attempts, Is.Empty);
        Assert.That(sampled.Log.Attempts, Is.Empty);
    }

    [Test]
    public async Task A_filter_that_throws_is_counted_and_the_request_captured()
    {
        await using var app = await CaptureApp.StartAsync(
            api => api.MapPost("/login", () => Results.Ok()).WithAttempt(AttemptAction.Login),
            options => options.ShouldCapture = (_, _) => throw new InvalidOperationException("filter")
        );

        using var response = await app.Client.PostAsync("/login", content: null);
        await app.StopAsync();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(app.Log.Attempts, Has.Count.EqualTo(1));
        Assert.That(app.Services.GetRequiredService<Publisher.Capture.CaptureFaults>().Total, Is.EqualTo(1));
    }

    [Test]
    public async Task Email_and_phone_can_be_pseudonyms()
    {
        await using var app = await CaptureApp.StartAsync(
            api =>
                api.MapPost("/login", (LoginBody body) => Results.Json(new { hello = body.Email }))
                    .WithAttempt(AttemptAction.Login),
            options =>
            {
                options.Pseudonyms.KeyId = "k1";
                options.Pseudonyms.Key = Convert.ToBase64String(new byte[32]);
            }
        );
        using var content = new StringContent(
            """{"email":"Zoe@Example.com","phone":"+61 412 345 678"}""",
            Encoding.UTF8,
            "application/json"
        );

        using var response = await app.Client.PostAsync("/login", content);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(attempt.Email, Does.Match("^hmac-k1-[0-9a-f]{64}@example\\.com$"));
        Assert.That(attempt.Phone, Does.Match("^\\+61-hmac-k1-[0-9a-f]{64}$"));
        Assert.That(app.Log.Json.Single(), Does.Not.Contain("Zoe@").And.Not.Contain("412"));
    }

    [Test]
    public async Task A_spoofed_header_from_an_untrusted_peer_is_ignored()
    {
        await using var app = await CaptureApp.StartAsync(
            api => api.MapPost("/login", () => Results.Ok()).WithAttempt(AttemptAction.Login),
            options => options.TrustedProxies.Clear()
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login");
        request.Headers.Add("CF-Connecting-IP", "203.0.113.9");
        request.Headers.Add("CF-IPCountry", "AU");
        request.Headers.Add("CF-Ray", "spoofed");

        using var response = await app.Client.SendAsync(request);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(attempt.Ip, Is.EqualTo("127.0.0.1"));
        Assert.That(attempt.Geo, Is.Null);
        Assert.That(attempt.RequestId, Is.Not.EqualTo("spoofed"));
    }

    private sealed record LoginBody(string Email);
}
