using System.Text;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Google.Tests.PubSub;

internal sealed class PubSubClientTests
{
    private FakeGoogle _google = null!;
    private PubSubClient _client = null!;

    [SetUp]
    public async Task Start()
    {
        _google = await FakeGoogle.StartAsync();
        _client = PubSubClient.Create(new GoogleClientOptions { EmulatorHost = _google.Host, Retries = 0 });
    }

    [TearDown]
    public async Task Stop()
    {
        _client.Dispose();
        await _google.DisposeAsync();
    }

    [Test]
    public async Task Publishing_sends_googles_json_and_gives_the_ids()
    {
        _google.Answer(200, """{"messageIds":["1","2"]}""");

        var ids = await _client
            .Topic("p", "t")
            .PublishAsync(
                [
                    new PubSubMessage("{}"u8.ToArray(), new Dictionary<string, string> { ["ce-id"] = "ä\"b" }),
                    new PubSubMessage(default, new Dictionary<string, string>()) { OrderingKey = "k" },
                ],
                CancellationToken.None
            );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(ids, Is.EqualTo(new[] { "1", "2" }));
        Assert.That(_google.Requests.Single().Line, Is.EqualTo("POST /v1/projects/p/topics/t:publish"));
        Assert.That(
            _google.Requests.Single().Body,
            Is.EqualTo("""{"messages":[{"data":"e30=","attributes":{"ce-id":"ä\"b"}},{"data":"","orderingKey":"k"}]}""")
        );
    }

    [Test]
    public void An_answer_that_does_not_name_every_message_is_no_acknowledgement()
    {
        _google.Answer(200, "{}");

        var exception = Assert.ThrowsAsync<GoogleApiException>(() =>
            _client
                .Topic("p", "t")
                .PublishAsync([new PubSubMessage(default, new Dictionary<string, string>())], default)
        )!;

        Assert.That(exception.Kind, Is.EqualTo(GoogleErrorKind.Transient));
    }

    [Test]
    public async Task Pulling_reads_leases()
    {
        _google.Answer(
            200,
            """
            {"receivedMessages":[{"ackId":"a","message":{"data":"eA==","messageId":"1"},"deliveryAttempt":3},
            {"ackId":"b","message":{"attributes":{"k":"v"},"messageId":"2"}}]}
            """
        );

        var received = await _client.Subscription("p", "s").PullAsync(10, default);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(received.Select(message => message.AckId), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(received.Select(message => message.DeliveryAttempt), Is.EqualTo(new int?[] { 3, null }));
        Assert.That(Encoding.UTF8.GetString(received[0].Message.Data.Span), Is.EqualTo("x"));
        Assert.That(received[1].Message.Attributes["k"], Is.EqualTo("v"));
        Assert.That(
            _google.Requests.Single(),
            Is.EqualTo(new RecordedRequest("POST /v1/projects/p/subscriptions/s:pull", """{"maxMessages":10}""", ""))
        );
    }

    [Test]
    public async Task Pulling_from_an_empty_subscription_gives_nothing()
    {
        _google.Answer(200, "{}");

        Assert.That(await _client.Subscription("p", "s").PullAsync(1, default), Is.Empty);
    }

    [Test]
    public async Task Leases_are_acknowledged_and_moved()
    {
        _google.Answer(200, "{}").Answer(200, "{}");
        var subscription = _client.Subscription("p", "s");

        await subscription.AcknowledgeAsync(["a", "b"], default);
        await subscription.ModifyAckDeadlineAsync(["a"], TimeSpan.Zero, default);

        Assert.That(
            _google.Requests.Select(request => $"{request.Line} {request.Body}"),
            Is.EqualTo(
                new[]
                {
                    """POST /v1/projects/p/subscriptions/s:acknowledge {"ackIds":["a","b"]}""",
                    """POST /v1/projects/p/subscriptions/s:modifyAckDeadline {"ackIds":["a"],"ackDeadlineSeconds":0}""",
                }
            )
        );
    }

    [Test]
    public async Task A_topic_that_exists_is_left_alone()
    {
        _google.Answer(409, """{"error":{"status":"ALREADY_EXISTS"}}""").Answer(200, "{}");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(await _client.Admin.EnsureTopicAsync("p", "t", default), Is.False);
        Assert.That(await _client.Admin.EnsureTopicAsync("p", "t", default), Is.True);
    }

    [Test]
    public async Task A_subscription_is_created_with_its_push_and_its_back_off()
    {
        _google.Answer(200, "{}");

        await _client.Admin.EnsureSubscriptionAsync(Settings("http://127.0.0.1:8080/"), default);

        Assert.That(
            _google.Requests.Single().Body,
            Is.EqualTo(
                """{"topic":"projects/p/topics/t","ackDeadlineSeconds":60,"messageRetentionDuration":"2678400s","expirationPolicy":{},"""
                    + "\"retryPolicy\":{\"minimumBackoff\":\"0.1s\",\"maximumBackoff\":\"5s\"},"
                    + "\"pushConfig\":{\"pushEndpoint\":\"http://127.0.0.1:8080/\"}}"
            )
        );
    }

    [Test]
    public async Task A_subscription_that_pushes_elsewhere_is_pointed_here()
    {
        _google
            .Answer(409, "{}")
            .Answer(200, """{"pushConfig":{"pushEndpoint":"http://127.0.0.1:1/"}}""")
            .Answer(200, "{}");

        await _client.Admin.EnsureSubscriptionAsync(Settings("http://127.0.0.1:2/"), default);

        var last = _google.Requests[^1];
        Assert.That(last.Line, Is.EqualTo("POST /v1/projects/p/subscriptions/s:modifyPushConfig"));
        Assert.That(last.Body, Does.Contain("http://127.0.0.1:2/"));
    }

    [Test]
    public async Task Existence_is_asked_for()
    {
        _google.Answer(404, "").Answer(200, "{}");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(await _client.Admin.TopicExistsAsync("p", "t", default), Is.False);
        Assert.That(await _client.Admin.SubscriptionExistsAsync("p", "s", default), Is.True);
    }

    private static SubscriptionSettings Settings(string endpoint) =>
        new()
        {
            Project = "p",
            Subscription = "s",
            Topic = "t",
            PushEndpoint = new Uri(endpoint),
            MinimumBackoff = TimeSpan.FromMilliseconds(100),
            MaximumBackoff = TimeSpan.FromSeconds(5),
        };
}
