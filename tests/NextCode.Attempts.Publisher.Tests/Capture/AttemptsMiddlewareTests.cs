using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace NextCode.Attempts.Publisher.Tests.Capture;

internal sealed class AttemptsMiddlewareTests
{
    private const string Signup = """
        {"email":"zoe@example.com","password":"hunter2-canary","first_name":"Zoë","phone_number":"+61412345678",
        "currency_code":"AUD","address":{"street":"1 Main St","country":"AU"},"fp":"f-1",
        "affiliate_data":{"aff_id":7,"promo_id":"p"},"deposit_limit":100}
        """;

    [Test]
    public async Task A_signup_is_one_attempt_with_its_columns()
    {
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapPost(
                    "/client/Create",
                    async (JsonElement body, HttpContext context) =>
                    {
                        await Task.Yield();
                        return Results.Json(
                            new { client_id = "c-9", auto_login_token = "token-canary-1" },
                            statusCode: 201
                        );
                    }
                )
                .WithAttempt(AttemptAction.Signup)
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, "/client/Create?promo=a&token=query-canary")
        {
            Content = new StringContent(Signup, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("CF-Connecting-IP", "203.0.113.9");
        request.Headers.Add("CF-IPCountry", "AU");
        request.Headers.Add("CF-Ray", "ray-1");
        request.Headers.Add("User-Agent", "test-agent");
        request.Headers.Referrer = new Uri("https://site.example/join?reset=referrer-canary&a=b");

        using var response = await app.Client.SendAsync(request);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        var json = app.Log.Json.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(attempt.Action, Is.EqualTo(AttemptAction.Signup));
        Assert.That(attempt.Status, Is.EqualTo(AttemptStatus.Success));
        Assert.That(attempt.HttpStatus, Is.EqualTo(201));
        Assert.That(attempt.Domain, Is.EqualTo("127.0.0.1"));
        Assert.That(attempt.Ip, Is.EqualTo("203.0.113.9"));
        Assert.That(attempt.Geo, Is.EqualTo("AU"));
        Assert.That(attempt.RequestId, Is.EqualTo("ray-1"));
        Assert.That(attempt.UserAgent, Is.EqualTo("test-agent"));
        Assert.That(attempt.Path, Is.EqualTo("/client/Create"));
        Assert.That(attempt.Query, Is.EqualTo("promo=a&token=[REDACTED]"));
        Assert.That(attempt.Referrer, Is.EqualTo("https://site.example/join?reset=[REDACTED]&a=b"));
        Assert.That(attempt.Email, Is.EqualTo("zoe@example.com"));
        Assert.That(attempt.Phone, Is.EqualTo("+61412345678"));
        Assert.That(attempt.Currency, Is.EqualTo("AUD"));
        Assert.That(attempt.Country, Is.EqualTo("AU"));
        Assert.That(attempt.Fp, Is.EqualTo("f-1"));
        Assert.That(attempt.ClientId, Is.EqualTo("c-9"));
        Assert.That(attempt.AffData, Is.EqualTo("""{"aff_id":7,"promo_id":"p"}"""));
        Assert.That(
            attempt.AdditionalData,
            Is.EqualTo(
                """{"password":"[REDACTED]","first_name":"Zoë","address":{"street":"1 Main St"},"deposit_limit":100}"""
            )
        );
        Assert.That(attempt.Resp, Is.EqualTo("""{"client_id":"c-9","auto_login_token":"[REDACTED]"}"""));
        Assert.That(attempt.Operation, Is.EqualTo("POST /client/Create"));
        Assert.That(attempt.Duration, Is.GreaterThan(0));
        Assert.That(json, Does.Not.Contain("canary"));
        Assert.That(app.Log.Intents.Single().AttemptId, Is.EqualTo(attempt.AttemptId));
        Assert.That(app.Log.Open, Is.Zero);
    }

    [Test]
    public async Task Malformed_JSON_is_exactly_one_attempt_and_its_text_is_not_kept()
    {
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapPost("/signup", (JsonElement body) => Results.Ok()).WithAttempt(AttemptAction.Signup)
        );
        using var content = new StringContent(
            """{"email":"a@b.c","password":"canary""",
            Encoding.UTF8,
            "application/json"
        );

        using var response = await app.Client.PostAsync("/signup", content);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(attempt.ErrorCode, Is.EqualTo("MALFORMED_REQUEST"));
        Assert.That(attempt.HttpStatus, Is.EqualTo(400));
        Assert.That(attempt.Email, Is.Null);
        Assert.That(app.Log.Json.Single(), Does.Not.Contain("canary"));
        Assert.That(
            attempt.AdditionalData,
            Does.Match("""^\{"unparsed_body":\{"bytes":35,"sha256":"[0-9a-f]{64}"\}\}$""")
        );
    }

    [Test]
    public async Task An_exception_goes_on_and_is_an_internal_error()
    {
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapPost("/signup", IResult () => throw new InvalidOperationException("canary"))
                .WithAttempt(AttemptAction.Signup)
        );

        using var response = await app.Client.PostAsync("/signup", content: null);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
        Assert.That(attempt.ErrorCode, Is.EqualTo("INTERNAL_ERROR"));
        Assert.That(attempt.ErrorRaw, Is.EqualTo("System.InvalidOperationException"));
        Assert.That(attempt.HttpStatus, Is.EqualTo(500));
    }

    [Test]
    public async Task What_the_handler_says_wins()
    {
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapPost(
                    "/login",
                    (HttpContext context) =>
                    {
                        context
                            .GetAttempt()
                            .Fail(ErrorCode.SelfExcluded, "register says so")
                            .Add("register", "betstop")
                            .Add("otp", "otp-canary")
                            .ClientId = "c-1";
                        return Results.Json(new { error = "SYSTEM_ERROR" }, statusCode: 500);
                    }
                )
                .WithAttempt(AttemptAction.Login)
        );

        using var response = await app.Client.PostAsync("/login", content: null);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(attempt.Status, Is.EqualTo(AttemptStatus.Blocked));
        Assert.That(attempt.ErrorCode, Is.EqualTo("SELF_EXCLUDED"));
        Assert.That(attempt.ErrorRaw, Is.EqualTo("register says so"));
        Assert.That(attempt.ClientId, Is.EqualTo("c-1"));
        Assert.That(attempt.AdditionalData, Is.EqualTo("""{"register":"betstop","otp":"[REDACTED]"}"""));
    }

    [Test]
    public async Task An_answer_with_a_declared_length_is_recorded_before_its_last_byte_leaves()
    {
        using var answered = new SemaphoreSlim(0);
        await using var app = await CaptureApp.StartAsync(api =>
            api.MapPost(
                    "/signup",
                    async (HttpContext context) =>
                    {
                        context.Response.ContentLength = 2;
                        context.Response.ContentType = "application/json";
                        await context.Response.Body.WriteAsync("{"u8.ToArray());
                        await context.Response.Body.WriteAsync("}"u8.ToArray());
                        // The client has its whole answer; the handler is still here.
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
    public async Task A_configured_route_is_captured_and_others_are_not()
    {
        await using var app = await CaptureApp.StartAsync(
            api =>
            {
                api.MapPost("/brands/{brand}/login", () => Results.Unauthorized());
                api.MapPost("/other", () => Results.Ok());
            },
            options =>
                options.Routes.Add(new AttemptRoute { Pattern = "/brands/{brand}/login", Action = AttemptAction.Login })
        );

        using var other = await app.Client.PostAsync("/other", content: null);
        using var login = await app.Client.PostAsJsonAsync("/brands/x/login", new { email = "a@b.c" });
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(attempt.Operation, Is.EqualTo("POST /brands/{brand}/login"));
        Assert.That(attempt.ErrorCode, Is.EqualTo("UNKNOWN"));
        Assert.That(attempt.ErrorRaw, Is.EqualTo("HTTP 401"));
        Assert.That(attempt.Email, Is.EqualTo("a@b.c"));
    }

    [Test]
    public async Task An_attempt_off_HTTP_is_published()
    {
        await using var app = await CaptureApp.StartAsync(_ => { });
        var attempts = app.Services.GetRequiredService<IAttempts>();

        attempts.Publish(
            attempts.Create(AttemptAction.Verification, AttemptStatus.Pending) with
            {
                AdditionalData = """{"token":"canary"}""",
                Verification = new VerificationDetails { Event = "verification_started" },
            }
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(app.Log.Attempts.Single().Verification!.Event, Is.EqualTo("verification_started"));
        Assert.That(app.Log.Json.Single(), Does.Not.Contain("canary"));
    }
}
