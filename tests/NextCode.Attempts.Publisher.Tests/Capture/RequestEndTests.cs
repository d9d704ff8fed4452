using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>How requests end, over a real server.</summary>
internal sealed class RequestEndTests
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
}
