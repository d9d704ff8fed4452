using System.Text;
using System.Text.Json.Nodes;
using NextCode.Attempts.Local.PubSub;
using static NextCode.Attempts.Local.Tests.PubSub.RunningStandIn;

namespace NextCode.Attempts.Local.Tests.PubSub;

internal sealed class PushTests : StandInFixture
{
    private PushEndpoint _endpoint = null!;

    [SetUp]
    public async Task StartEndpointAsync() => _endpoint = await PushEndpoint.StartAsync();

    [TearDown]
    public async Task StopEndpointAsync() => await _endpoint.DisposeAsync();

    protected override PubSubStandInOptions Configure(PubSubStandInOptions options) =>
        options with
        {
            MaxPushesInFlight = 3,
        };

    [Test]
    public async Task A_message_is_pushed_in_the_wrapped_form()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic", _endpoint.PushConfig());
        var published = await PubSub.PostAsync(
            Topic("topic") + ":publish",
            """{"messages":[{"data":"aGVsbG8=","attributes":{"a":"1"},"orderingKey":"k"}]}"""
        );
        var id = (string)published.Json["messageIds"]![0]!;

        var push = await _endpoint.NextAsync();

        var expected = JsonNode.Parse(
            $$"""
            {
              "message": {
                "attributes": {"a": "1"}, "data": "aGVsbG8=", "orderingKey": "k",
                "messageId": "{{id}}", "message_id": "{{id}}",
                "publishTime": "2026-01-02T03:04:05.000Z", "publish_time": "2026-01-02T03:04:05.000Z"
              },
              "subscription": "projects/local/subscriptions/subscription"
            }
            """
        );
        Assert.That(JsonNode.DeepEquals(push.Json, expected), Is.True, push.Json.ToJsonString());
        Assert.That(push.Headers["content-type"], Is.EqualTo("application/json"));
    }

    [Test]
    public async Task A_message_is_pushed_unwrapped_with_its_metadata_as_headers()
    {
        await PubSub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            _endpoint.PushConfig(",\"noWrapper\":{\"writeMetadata\":true}")
        );
        await PubSub.PostAsync(
            Topic("topic") + ":publish",
            """
            {"messages":[{"data":"aGVsbG8=","attributes":{"ce-id":"7","content-type":"text/plain","ce-subject":"ü"},"orderingKey":"k"}]}
            """
        );

        var push = await _endpoint.NextAsync();

        Assert.That(Encoding.UTF8.GetString(push.Body), Is.EqualTo("hello"));
        Assert.That(push.Headers["ce-id"], Is.EqualTo("7"));
        Assert.That(push.Headers["ce-subject"], Is.EqualTo("ü"));
        Assert.That(push.Headers["content-type"], Is.EqualTo("text/plain"));
        Assert.That(
            push.Headers["x-goog-pubsub-subscription-name"],
            Is.EqualTo("projects/local/subscriptions/subscription")
        );
        Assert.That(push.Headers["x-goog-pubsub-message-id"], Is.Not.Empty);
        Assert.That(push.Headers["x-goog-pubsub-publish-time"], Is.EqualTo("2026-01-02T03:04:05.000Z"));
        Assert.That(push.Headers["x-goog-pubsub-ordering-key"], Is.EqualTo("k"));
    }

    [Test]
    public async Task Unwrapped_without_metadata_is_the_data_alone()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic", _endpoint.PushConfig(",\"noWrapper\":{}"));
        await PubSub.PostAsync(
            Topic("topic") + ":publish",
            """{"messages":[{"data":"aGVsbG8=","attributes":{"ce-id":"7"}}]}"""
        );

        var push = await _endpoint.NextAsync();

        Assert.That(Encoding.UTF8.GetString(push.Body), Is.EqualTo("hello"));
        Assert.That(push.Headers.Keys, Has.None.StartsWith("ce-").And.None.StartsWith("x-goog"));
    }

    [Test]
    public async Task Attributes_that_no_header_can_carry_do_not_stop_an_unwrapped_push()
    {
        await PubSub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            _endpoint.PushConfig(",\"noWrapper\":{\"writeMetadata\":true}")
        );
        await PubSub.PostAsync(
            Topic("topic") + ":publish",
            """
            {"messages":[{"data":"aGVsbG8=","attributes":
              {"content-length":"1","Host":"elsewhere","transfer-encoding":"chunked","two words":"x","lines":"a\r\nb: c","fine":"y"}}]}
            """
        );

        var push = await _endpoint.NextAsync();

        Assert.That(Encoding.UTF8.GetString(push.Body), Is.EqualTo("hello"));
        Assert.That(push.Headers["fine"], Is.EqualTo("y"));
        Assert.That(push.Headers["host"], Does.StartWith("127.0.0.1"));
        Assert.That(push.Headers.Keys, Has.No.Member("b").And.No.Member("lines").And.No.Member("two words"));
        await BacklogIsAsync(0);
    }

    [TestCase(200)]
    [TestCase(201)]
    [TestCase(202)]
    [TestCase(204)]
    public async Task These_answers_acknowledge(int status)
    {
        _endpoint.Status = status;
        await PubSub.CreateSubscriptionAsync("subscription", "topic", _endpoint.PushConfig());
        await PubSub.PublishAsync("topic", "a");

        await _endpoint.NextAsync();

        await BacklogIsAsync(0);
        Assert.That(_endpoint.Taken(), Is.Null);
    }

    [TestCase(203)]
    [TestCase(301)]
    [TestCase(400)]
    [TestCase(500)]
    public async Task Any_other_answer_brings_the_message_again_after_the_back_off(int status)
    {
        _endpoint.Status = status;
        await PubSub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            _endpoint.PushConfig() + ",\"retryPolicy\":{\"minimumBackoff\":\"5s\"}"
        );
        var id = (await PubSub.PublishAsync("topic", "a")).Single();

        await _endpoint.NextAsync();
        _endpoint.Status = 204;
        var again = await AdvanceUntilPushedAsync(TimeSpan.FromSeconds(1));

        Assert.That(again.MessageId, Is.EqualTo(id));
        await BacklogIsAsync(0);
    }

    [Test]
    public async Task Nothing_is_pushed_again_before_the_back_off_is_over()
    {
        _endpoint.Status = 500;
        await PubSub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            _endpoint.PushConfig() + ",\"retryPolicy\":{\"minimumBackoff\":\"20s\"}"
        );
        await PubSub.PublishAsync("topic", "a");
        await _endpoint.NextAsync();
        var began = Time.GetUtcNow();

        await AdvanceUntilPushedAsync(TimeSpan.FromSeconds(1));

        Assert.That(Time.GetUtcNow() - began, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public async Task Without_a_retry_policy_the_subscription_pauses_longer_with_every_refusal()
    {
        _endpoint.Status = 500;
        await PubSub.CreateSubscriptionAsync("subscription", "topic", _endpoint.PushConfig());
        await PubSub.PublishAsync("topic", "a");
        await _endpoint.NextAsync();
        var began = Time.GetUtcNow();

        for (var refusal = 0; refusal < 4; refusal++)
        {
            await AdvanceUntilPushedAsync(TimeSpan.FromMilliseconds(100));
        }

        // 100 + 200 + 400 + 800 ms
        Assert.That(Time.GetUtcNow() - began, Is.GreaterThanOrEqualTo(TimeSpan.FromMilliseconds(1500)));
    }

    [Test]
    public async Task No_answer_within_the_deadline_is_a_refusal()
    {
        _endpoint.Hold = new TaskCompletionSource();
        await PubSub.CreateSubscriptionAsync("subscription", "topic", _endpoint.PushConfig());
        var id = (await PubSub.PublishAsync("topic", "a")).Single();
        await _endpoint.NextAsync();
        _endpoint.Hold = null;

        var again = await AdvanceUntilPushedAsync(TimeSpan.FromSeconds(1));

        Assert.That(again.MessageId, Is.EqualTo(id));
        await BacklogIsAsync(0);
    }

    [Test]
    public async Task An_endpoint_that_was_down_gets_everything_once_it_is_back()
    {
        _endpoint.Status = 503;
        await PubSub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            _endpoint.PushConfig() + ",\"retryPolicy\":{\"minimumBackoff\":\"1s\",\"maximumBackoff\":\"2s\"}"
        );
        var ids = await PubSub.PublishAsync("topic", [.. Enumerable.Range(0, 50).Select(n => $"message {n}")]);
        for (var push = 0; push < 50; push++)
        {
            await _endpoint.NextAsync();
        }

        _endpoint.Status = 204;
        var received = new HashSet<string>();
        while (received.Count < ids.Count)
        {
            received.Add((await AdvanceUntilPushedAsync(TimeSpan.FromMilliseconds(500))).MessageId);
        }

        Assert.That(received, Is.EquivalentTo(ids));
        await BacklogIsAsync(0);
    }

    [Test]
    public async Task No_more_pushes_are_under_way_than_allowed()
    {
        _endpoint.Hold = new TaskCompletionSource();
        await PubSub.CreateSubscriptionAsync("subscription", "topic", _endpoint.PushConfig());
        await PubSub.PublishAsync("topic", [.. Enumerable.Range(0, 20).Select(n => $"message {n}")]);
        for (var push = 0; push < 3; push++)
        {
            await _endpoint.NextAsync();
        }
        _endpoint.Hold.SetResult();
        for (var push = 3; push < 20; push++)
        {
            await _endpoint.NextAsync();
        }

        await BacklogIsAsync(0);
        Assert.That(_endpoint.MostAtOnce, Is.EqualTo(3));
    }

    [Test]
    public async Task A_backlog_is_pushed_as_soon_as_the_subscription_gets_an_endpoint()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        var id = (await PubSub.PublishAsync("topic", "a")).Single();

        await PubSub.PostAsync(
            Subscription("subscription") + ":modifyPushConfig",
            $$"""{ {{_endpoint.PushConfig()}} }"""
        );

        Assert.That((await _endpoint.NextAsync()).MessageId, Is.EqualTo(id));
    }

    [Test]
    public async Task Deleting_a_subscription_ends_its_pushes()
    {
        _endpoint.Hold = new TaskCompletionSource();
        await PubSub.CreateSubscriptionAsync("subscription", "topic", _endpoint.PushConfig());
        await PubSub.PublishAsync("topic", "a");
        await _endpoint.NextAsync();

        var deleted = await PubSub.SendAsync(HttpMethod.Delete, "v1/" + Subscription("subscription"));

        Assert.That(deleted.Text, Is.EqualTo("{}"));
        await BacklogIsAsync(0);
    }

    [Test]
    public async Task With_a_dead_letter_policy_a_push_says_which_attempt_it_is()
    {
        _endpoint.Status = 500;
        await PubSub.CreateTopicAsync("dead");
        await PubSub.CreateSubscriptionAsync(
            "subscription",
            "topic",
            _endpoint.PushConfig() + $$""","deadLetterPolicy":{"deadLetterTopic":"{{Topic("dead")}}"}"""
        );
        await PubSub.PublishAsync("topic", "a");

        var attempts = new List<int> { (int)(await _endpoint.NextAsync()).Json["deliveryAttempt"]! };
        for (var push = 1; push < 5; push++)
        {
            var again = await AdvanceUntilPushedAsync(TimeSpan.FromMilliseconds(100));
            attempts.Add((int)again.Json["deliveryAttempt"]!);
        }

        Assert.That(attempts, Is.EqualTo(new[] { 1, 2, 3, 4, 5 }));
    }

    private async Task<ReceivedPush> AdvanceUntilPushedAsync(TimeSpan step)
    {
        ReceivedPush? push;
        while ((push = _endpoint.Taken()) is null)
        {
            // The clock moves only while the stand-in has nothing to do, or a time-out could come before its answer.
            await IdleAsync();
            push = _endpoint.Taken();
            if (push is not null)
            {
                break;
            }
            Time.Advance(step);
            await IdleAsync();
        }
        return push;
    }

    // A request of our own goes through the same thread pool; when it is answered, what was runnable before it has run.
    private async Task IdleAsync() => await PubSub.SendAsync(HttpMethod.Get, "/");
}
