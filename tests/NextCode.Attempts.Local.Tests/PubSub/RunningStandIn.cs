using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using NextCode.Attempts.Local.PubSub;

namespace NextCode.Attempts.Local.Tests.PubSub;

/// <summary>A stand-in on a free port, and what a test says to it over HTTP. Names are of project <c>local</c>.</summary>
internal sealed class RunningStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private RunningStandIn(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public Uri Address => _http.BaseAddress!;

    public static async Task<RunningStandIn> StartAsync(
        TemporaryDirectory directory,
        TimeProvider? time = null,
        Func<PubSubStandInOptions, PubSubStandInOptions>? configure = null
    )
    {
        var options = new PubSubStandInOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            DataDirectory = directory.Path,
            Time = time ?? TimeProvider.System,
        };
        var app = PubSubStandIn.Create(configure?.Invoke(options) ?? options);
        await app.StartAsync();
        return new RunningStandIn(app);
    }

    /// <summary>Ends when the test's time is up, so that what never comes fails the test instead of hanging it.</summary>
    public static CancellationToken Patience => TestContext.CurrentContext.CancellationToken;

    public static string Topic(string id) => $"projects/local/topics/{id}";

    public static string Subscription(string id) => $"projects/local/subscriptions/{id}";

    /// <summary>Sends a request and returns the answer, whatever its status.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            // So that the refusal of a body too large arrives before the body is sent.
            request.Headers.ExpectContinue = body.Length > 10_000_000;
        }
        using var response = await _http.SendAsync(request, Patience);
        var text = await response.Content.ReadAsStringAsync(Patience);
        return new Answer(response.StatusCode, text);
    }

    public Task<Answer> GetAsync(string name) => SendAsync(HttpMethod.Get, "v1/" + name);

    public Task<Answer> PutAsync(string name, string body = "{}") => SendAsync(HttpMethod.Put, "v1/" + name, body);

    public Task<Answer> PostAsync(string call, string body = "{}") => SendAsync(HttpMethod.Post, "v1/" + call, body);

    public async Task CreateTopicAsync(string id) => (await PutAsync(Topic(id))).RequireOk();

    /// <summary>Creates a subscription; <paramref name="settings"/> are further fields of its JSON.</summary>
    public async Task CreateSubscriptionAsync(string id, string topic, string settings = "")
    {
        var more = settings.Length == 0 ? "" : "," + settings;
        (await PutAsync(Subscription(id), $$"""{"topic":"{{Topic(topic)}}"{{more}}}""")).RequireOk();
    }

    public async Task<IReadOnlyList<string>> PublishAsync(string topic, params string[] texts)
    {
        var messages = texts.Select(text => $$"""{"data":"{{Base64(text)}}"}""");
        var answer = await PostAsync(Topic(topic) + ":publish", $$"""{"messages":[{{string.Join(',', messages)}}]}""");
        return [.. answer.RequireOk()["messageIds"]!.AsArray().Select(id => (string)id!)];
    }

    /// <summary>Pulls what is there now.</summary>
    public async Task<IReadOnlyList<Received>> PullAsync(string subscription, int max = 1000)
    {
        var answer = await PostAsync(
            Subscription(subscription) + ":pull",
            $$"""{"maxMessages":{{max}},"returnImmediately":true}"""
        );
        return [.. (answer.RequireOk()["receivedMessages"]?.AsArray() ?? []).Select(message => new Received(message!))];
    }

    public async Task AcknowledgeAsync(string subscription, params IEnumerable<Received> messages) =>
        (await PostAsync(Subscription(subscription) + ":acknowledge", AckIds(messages, ""))).RequireOk();

    /// <summary>Moves the end of leases; zero seconds refuse the messages.</summary>
    public async Task ModifyAckDeadlineAsync(string subscription, int seconds, params IEnumerable<Received> messages) =>
        (
            await PostAsync(
                Subscription(subscription) + ":modifyAckDeadline",
                AckIds(messages, $",\"ackDeadlineSeconds\":{seconds}")
            )
        ).RequireOk();

    /// <summary>Stops the stand-in; what is under way is still answered.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        _http.Dispose();
        await _app.DisposeAsync();
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string AckIds(IEnumerable<Received> messages, string more) =>
        $$"""{"ackIds":{{JsonSerializer.Serialize(messages.Select(message => message.AckId))}}{{more}}}""";
}

/// <summary>An HTTP answer.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public int Code => (int)Status;

    /// <summary>Google's name of an error.</summary>
    public string? Error => (string?)Json["error"]?["status"];

    public JsonNode RequireOk() =>
        Status == HttpStatusCode.OK ? Json : throw new InvalidOperationException($"{Code}: {Text}");
}

/// <summary>A pulled message.</summary>
internal sealed record Received(JsonNode Json)
{
    public string AckId => (string)Json["ackId"]!;

    public string Text => Encoding.UTF8.GetString(Convert.FromBase64String((string?)Json["message"]!["data"] ?? ""));

    public string MessageId => (string)Json["message"]!["messageId"]!;

    public int? DeliveryAttempt => (int?)Json["deliveryAttempt"];

    public JsonNode? Attributes => Json["message"]!["attributes"];
}
