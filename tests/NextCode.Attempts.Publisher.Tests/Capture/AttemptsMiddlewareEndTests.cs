using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>How requests end, over a real server.</summary>
internal sealed class AttemptsMiddlewareEndTests
{
    [Test]
    public async Task An_exception_that_a_handler_inside_answers_is_an_internal_error()
    {
        await using var app = await CaptureApp.StartAsync(api =>
        {
            api.UseExceptionHandler(handler => handler.Run(context => context.Response.WriteAsync("sorry")));
            api.MapPost("/signup", IResult () => throw new InvalidOperationException("canary"))
                .WithAttempt(AttemptAction.Signup);
        });

        using var response = await app.Client.PostAsync("/signup", content: null);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("sorry"));
        Assert.That(attempt.ErrorCode, Is.EqualTo("INTERNAL_ERROR"));
        Assert.That(attempt.HttpStatus, Is.EqualTo(500));
        Assert.That(app.Log.Json.Single(), Does.Not.Contain("canary"));
    }

    [Test]
    public async Task A_client_that_goes_away_is_recorded_as_aborted()
    {
        using var reached = new SemaphoreSlim(0);
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapPost(
                    "/signup",
                    async (HttpContext context) =>
                    {
                        reached.Release();
                        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
                    }
                )
                .WithAttempt(AttemptAction.Signup)
        );
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(app.Client.BaseAddress!.Host, app.Client.BaseAddress.Port);
            await client
                .GetStream()
                .WriteAsync("POST /signup HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            await reached.WaitAsync();
            client.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(attempt.Status, Is.EqualTo(AttemptStatus.Error));
        Assert.That(attempt.ErrorCode, Is.EqualTo("CLIENT_ABORTED"));
        Assert.That(attempt.HttpStatus, Is.EqualTo(499));
    }

    [Test]
    public async Task The_rate_limiter_is_named_whatever_status_it_answers()
    {
        await using var app = await CaptureApp.StartAsync(
            api =>
            {
                api.UseRateLimiter();
                api.MapPost("/signup", () => Results.Ok())
                    .RequireRateLimiting("by-fingerprint")
                    .WithAttempt(AttemptAction.Signup);
            },
            build: builder =>
                builder.Services.AddRateLimiter(limits =>
                    limits.AddPolicy(
                        "by-fingerprint",
                        context =>
                            RateLimitPartition.GetFixedWindowLimiter(
                                context.Request.Headers["X-Fingerprint"].ToString(),
                                _ => new FixedWindowRateLimiterOptions
                                {
                                    PermitLimit = 1,
                                    Window = TimeSpan.FromHours(1),
                                }
                            )
                    )
                )
        );

        using var first = await app.Client.PostAsync("/signup", content: null);
        using var second = await app.Client.PostAsync("/signup", content: null);
        await app.StopAsync();

        var refused = app.Log.Attempts[1];
        using var scope = Assert.EnterMultipleScope();
        Assert.That(app.Log.Attempts[0].Status, Is.EqualTo(AttemptStatus.Success));
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(refused.Status, Is.EqualTo(AttemptStatus.Blocked));
        Assert.That(refused.ErrorCode, Is.EqualTo("RATE_LIMITED"));
        Assert.That(refused.ErrorRaw, Is.EqualTo("by-fingerprint"));
        Assert.That(refused.AdditionalData, Is.EqualTo("""{"rate_limiter":"by-fingerprint"}"""));
    }

    [Test]
    public async Task A_body_that_the_handler_never_read_is_captured()
    {
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapPost("/login", () => Results.Unauthorized()).WithAttempt(AttemptAction.Login)
        );
        using var content = new StringContent("""{"email":"a@b.co"}""", Encoding.UTF8, "application/json");

        using var response = await app.Client.PostAsync("/login", content);
        await app.StopAsync();

        Assert.That(app.Log.Attempts.Single().Email, Is.EqualTo("a@b.co"));
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task A_response_compressed_inside_is_opened(string encoding)
    {
        await using var app = await CaptureApp.StartAsync(
            api =>
            {
                api.UseResponseCompression();
                api.MapPost("/login", () => Results.Json(new { client_id = "C-1", pad = new string('a', 5000) }))
                    .WithAttempt(AttemptAction.Login);
            },
            build: builder => builder.Services.AddResponseCompression()
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login");
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));

        using var response = await app.Client.SendAsync(request);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(response.Content.Headers.ContentEncoding, Is.EqualTo((string[])[encoding]));
        Assert.That(attempt.ClientId, Is.EqualTo("C-1"));
        Assert.That(attempt.Resp, Has.Length.GreaterThan(5000));
        Assert.That(attempt.RespTruncated, Is.Null);
    }

    [Test]
    public async Task An_event_stream_passes_as_it_is_written_and_its_beginning_is_kept()
    {
        using var received = new SemaphoreSlim(0);
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapPost(
                    "/signup",
                    async (HttpContext context) =>
                    {
                        context.Response.ContentType = "text/event-stream";
                        await context.Response.WriteAsync("data: one\n\n");
                        await context.Response.Body.FlushAsync();
                        await received.WaitAsync();
                        await context.Response.WriteAsync("data: two\n\n");
                    }
                )
                .WithAttempt(AttemptAction.Signup)
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "/signup");

        using var response = await app.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var stream = await response.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(stream);
        var first = await reader.ReadLineAsync();
        received.Release();
        var rest = await reader.ReadToEndAsync();
        await app.StopAsync();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(first, Is.EqualTo("data: one"));
        Assert.That(rest, Is.EqualTo("\ndata: two\n\n"));
        Assert.That(app.Log.Attempts.Single().Resp, Does.StartWith("""{"unparsed_body":{"bytes":22,"sha256":"""));
    }

    [Test]
    public async Task A_file_is_sent_as_it_is_and_stands_as_its_length()
    {
        var path = Path.Combine(TestContext.CurrentContext.TestDirectory, "Cases", "addresses.json");
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapPost("/login", () => Results.File(path, "application/json")).WithAttempt(AttemptAction.Login)
        );

        var sent = await (await app.Client.PostAsync("/login", content: null)).Content.ReadAsByteArrayAsync();
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(sent, Is.EqualTo(await File.ReadAllBytesAsync(path)));
        Assert.That(attempt.Resp, Is.EqualTo($$$"""{"unparsed_body":{"bytes":{{{sent.Length}}}}}"""));
        Assert.That(attempt.RespTruncated, Is.True);
    }

    [Test]
    public async Task HEAD_and_no_content_have_no_response()
    {
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapMethods("/login", ["HEAD", "POST"], () => Results.NoContent()).WithAttempt(AttemptAction.Login)
        );

        using var head = await app.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/login"));
        using var post = await app.Client.PostAsync("/login", content: null);
        await app.StopAsync();

        Assert.That(app.Log.Attempts.Select(attempt => attempt.Resp), Is.EqualTo((string?[])[null, null]));
    }

    [Test]
    public async Task A_response_completed_by_the_handler_is_recorded_before_its_end_leaves()
    {
        using var answered = new SemaphoreSlim(0);
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapPost(
                    "/signup",
                    async (HttpContext context) =>
                    {
                        await context.Response.WriteAsync("{}");
                        await context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().CompleteAsync();
                        await answered.WaitAsync();
                    }
                )
                .WithAttempt(AttemptAction.Signup)
        );

        var body = await (await app.Client.PostAsync("/signup", content: null)).Content.ReadAsStringAsync();
        var recorded = app.Log.Attempts.Count;
        answered.Release();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(body, Is.EqualTo("{}"));
        Assert.That(recorded, Is.EqualTo(1));
    }

    [Test]
    public async Task A_rewound_body_is_read_again_by_the_handler_and_captured_once()
    {
        await using var app = await CaptureApp.StartAsync(api =>
        {
            api.Use(
                async (context, next) =>
                {
                    context.Request.EnableBuffering();
                    using (var reader = new StreamReader(context.Request.Body, leaveOpen: true))
                    {
                        await reader.ReadToEndAsync();
                    }

                    context.Request.Body.Position = 0;
                    await next(context);
                }
            );
            api.MapPost("/login", (LoginBody body) => Results.Json(new { client_id = body.Email }))
                .WithAttempt(AttemptAction.Login);
        });
        using var content = new StringContent("""{"email":"a@b.co","n":1}""", Encoding.UTF8, "application/json");

        using var response = await app.Client.PostAsync("/login", content);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(await response.Content.ReadAsStringAsync(), Is.EqualTo("""{"client_id":"a@b.co"}"""));
        Assert.That(attempt.Email, Is.EqualTo("a@b.co"));
        Assert.That(attempt.AdditionalData, Is.EqualTo("""{"n":1}"""));
    }

    [Test]
    public async Task A_controller_says_it_by_attribute_and_an_action_wins()
    {
        await using var app = await CaptureApp.StartAsync(
            api => api.MapControllers(),
            build: builder =>
                builder.Services.AddControllers().AddApplicationPart(typeof(AttemptsMiddlewareEndTests).Assembly)
        );

        using var login = await app.Client.PostAsync("/mvc/login", content: null);
        using var restore = await app.Client.PostAsync("/mvc/restore", content: null);
        await app.StopAsync();

        Assert.That(
            app.Log.Attempts.Select(attempt => (attempt.Action, attempt.Operation)),
            Is.EqualTo(
                (IEnumerable<(AttemptAction, string?)>)
                    [(AttemptAction.Login, "POST /mvc/login"), (AttemptAction.RestorePassword, "POST /mvc/restore")]
            )
        );
    }

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
    public async Task Handlers_of_GraphQL_fields_speak_for_their_own()
    {
        await using var app = await CaptureApp.StartAsync(
            api =>
                api.MapPost(
                    "/graphql",
                    async (HttpContext context) =>
                    {
                        await context.Request.Body.CopyToAsync(Stream.Null);
                        context.GetAttempt("a").ClientId = "C-1";
                        context.GetAttempt("b").Fail(ErrorCode.SelfExcluded);
                        return Results.Text(
                            """{"data":{"a":{},"b":null},"errors":[{"message":"system error","path":["b"]}]}""",
                            "application/json"
                        );
                    }
                ),
            options => options.GraphQL.Fields["login"] = AttemptAction.Login
        );
        using var content = new StringContent(
            """{"query":"mutation { a: login { ok } b: login { ok } }"}""",
            Encoding.UTF8,
            "application/json"
        );

        using var response = await app.Client.PostAsync("/graphql", content);
        await app.StopAsync();

        var attempts = app.Log.Attempts;
        using var scope = Assert.EnterMultipleScope();
        Assert.That(attempts.Select(attempt => attempt.ClientId), Is.EqualTo((string?[])["C-1", null]));
        Assert.That(attempts.Select(attempt => attempt.ErrorCode), Is.EqualTo((string?[])[null, "SELF_EXCLUDED"]));
        Assert.That(attempts.Select(attempt => attempt.AttemptId), Is.Unique);
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

[ApiController]
[Route("mvc")]
[Attempt(AttemptAction.Login)]
public sealed class AttemptTestController : ControllerBase
{
    [HttpPost("login")]
    public IActionResult Login() => Ok();

    [HttpPost("restore")]
    [Attempt(AttemptAction.RestorePassword)]
    public IActionResult Restore() => Ok();
}
