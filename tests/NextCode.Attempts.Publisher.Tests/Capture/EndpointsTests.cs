using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>Which endpoints are attempts, and how their handlers speak of them, over a real server.</summary>
internal sealed class EndpointsTests
{
    [Test]
    public async Task A_controller_says_it_by_attribute_and_an_action_wins()
    {
        await using var app = await CaptureApp.StartAsync(
            api => api.MapControllers(),
            build: builder => builder.Services.AddControllers().AddApplicationPart(typeof(EndpointsTests).Assembly)
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

    [TestCase("/login")]
    [TestCase("/mvc/consumes")]
    [TestCase("/mvc/body")]
    public async Task A_media_type_that_the_endpoint_does_not_take_is_an_attempt_all_the_same(string path)
    {
        await using var app = await CaptureApp.StartAsync(
            api =>
            {
                api.MapControllers();
                api.MapPost("/login", (LoginBody body) => Results.Ok(body)).WithAttempt(AttemptAction.Login);
                api.MapPost("/other", (LoginBody body) => Results.Ok(body));
            },
            build: builder => builder.Services.AddControllers().AddApplicationPart(typeof(EndpointsTests).Assembly)
        );
        using var content = new StringContent("email=a", Encoding.UTF8, "text/csv");
        using var otherContent = new StringContent("email=a", Encoding.UTF8, "text/csv");

        using var response = await app.Client.PostAsync(path, content);
        using var other = await app.Client.PostAsync("/other", otherContent);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.UnsupportedMediaType));
        Assert.That(attempt.Action, Is.EqualTo(AttemptAction.Login));
        Assert.That(attempt.Operation, Is.EqualTo($"POST {path}"));
        Assert.That(attempt.ErrorCode, Is.EqualTo("MALFORMED_REQUEST"));
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

    [HttpPost("consumes")]
    [Consumes("application/json")]
    public IActionResult Takes() => Ok();

    [HttpPost("body")]
    public IActionResult Body([FromBody] AttemptTestBody body) => Ok(body);
}

public sealed record AttemptTestBody(string Email);
