using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NextCode.Attempts.Publisher.Tests.Capture;

/// <summary>How bodies pass, over a real server.</summary>
internal sealed class BodiesTests
{
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
    public async Task An_upgraded_connection_passes_untouched_and_is_one_attempt()
    {
        await using var app = await CaptureApp.StartAsync(
            api =>
            {
                api.UseWebSockets();
                api.Map(
                    "/verification",
                    async (HttpContext context) =>
                    {
                        using var socket = await context.WebSockets.AcceptWebSocketAsync();
                        var buffer = new byte[64];
                        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
                        await socket.SendAsync(
                            buffer.AsMemory(0, received.Count),
                            WebSocketMessageType.Text,
                            endOfMessage: true,
                            CancellationToken.None
                        );
                        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);
                    }
                );
            },
            options =>
                options.Routes.Add(
                    new AttemptRoute
                    {
                        Pattern = "/verification",
                        Method = "GET",
                        Action = AttemptAction.Verification,
                    }
                )
        );
        using var client = new ClientWebSocket();
        var address = new UriBuilder(app.Client.BaseAddress!) { Scheme = "ws", Path = "/verification" }.Uri;
        await client.ConnectAsync(address, CancellationToken.None);
        await client.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, default);
        var answer = new byte[64];
        var text = await client.ReceiveAsync(answer, CancellationToken.None);
        var close = await client.ReceiveAsync(answer.AsMemory(text.Count), CancellationToken.None);
        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", CancellationToken.None);
        await app.StopAsync();

        var attempt = app.Log.Attempts.Single();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(Encoding.UTF8.GetString(answer, 0, text.Count), Is.EqualTo("hello"));
        Assert.That(close.MessageType, Is.EqualTo(WebSocketMessageType.Close));
        Assert.That(attempt.HttpStatus, Is.EqualTo(101));
        Assert.That(attempt.Status, Is.EqualTo(AttemptStatus.Success));
        Assert.That(attempt.Resp, Is.Null);
    }

    private sealed record LoginBody(string Email);
}
