using System.Text.Json.Nodes;
using static NextCode.Attempts.Local.Tests.PubSub.RunningStandIn;

namespace NextCode.Attempts.Local.Tests.PubSub;

internal sealed class SubscriptionTests : StandInFixture
{
    [Test]
    public async Task A_subscription_shows_the_defaults_of_what_it_was_not_given()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic", "\"retryPolicy\":{}");

        var expected = JsonNode.Parse(
            """
            {
              "name": "projects/local/subscriptions/subscription",
              "topic": "projects/local/topics/topic",
              "pushConfig": {},
              "ackDeadlineSeconds": 10,
              "messageRetentionDuration": "604800s",
              "expirationPolicy": {"ttl": "2678400s"},
              "retryPolicy": {"minimumBackoff": "10s", "maximumBackoff": "600s"},
              "state": "ACTIVE"
            }
            """
        );
        var read = await PubSub.GetAsync(Subscription("subscription"));
        Assert.That(JsonNode.DeepEquals(read.Json, expected), Is.True, read.Text);
    }

    [Test]
    public async Task A_subscription_is_echoed_as_it_was_created()
    {
        const string Given = """
            {
              "topic": "projects/local/topics/topic",
              "pushConfig": {
                "pushEndpoint": "https://example.com/push",
                "attributes": {"x-goog-version": "v1"},
                "oidcToken": {"serviceAccountEmail": "push@local", "audience": "attempts"},
                "noWrapper": {"writeMetadata": true}
              },
              "ackDeadlineSeconds": 600,
              "messageRetentionDuration": "1200s",
              "labels": {"a": "b"},
              "enableMessageOrdering": true,
              "expirationPolicy": {},
              "filter": "attributes:x",
              "deadLetterPolicy": {"deadLetterTopic": "projects/local/topics/topic", "maxDeliveryAttempts": 100},
              "retryPolicy": {"minimumBackoff": "0.5s", "maximumBackoff": "20s"}
            }
            """;
        await PubSub.PutAsync(Subscription("subscription"), Given);

        var read = (await PubSub.GetAsync(Subscription("subscription"))).Json.AsObject();
        foreach (var (field, value) in JsonNode.Parse(Given)!.AsObject())
        {
            Assert.That(JsonNode.DeepEquals(read[field], value), Is.True, $"{field}: {read[field]}");
        }
    }

    [TestCase("\"ackDeadlineSeconds\":9")]
    [TestCase("\"ackDeadlineSeconds\":601")]
    [TestCase("\"messageRetentionDuration\":\"599s\"")]
    [TestCase("\"messageRetentionDuration\":\"soon\"")]
    [TestCase("\"retryPolicy\":{\"maximumBackoff\":\"601s\"}")]
    [TestCase("\"retryPolicy\":{\"minimumBackoff\":\"20s\",\"maximumBackoff\":\"10s\"}")]
    [TestCase("\"deadLetterPolicy\":{\"deadLetterTopic\":\"projects/local/topics/topic\",\"maxDeliveryAttempts\":4}")]
    [TestCase("\"deadLetterPolicy\":{\"deadLetterTopic\":\"projects/local/topics/topic\",\"maxDeliveryAttempts\":101}")]
    [TestCase("\"deadLetterPolicy\":{\"deadLetterTopic\":\"topic\"}")]
    [TestCase("\"pushConfig\":{\"pushEndpoint\":\"somewhere\"}")]
    [TestCase("\"pushConfig\":{\"pushEndpoint\":\"ftp://example.com\"}")]
    [TestCase("\"filter\":\"nonsense\"")]
    [TestCase("\"bigqueryConfig\":{\"table\":\"a.b.c\"}")]
    public async Task A_setting_against_the_rules_is_an_invalid_argument(string setting)
    {
        var answer = await PubSub.PutAsync(
            Subscription("subscription"),
            $$"""{"topic":"{{Topic("topic")}}",{{setting}}}"""
        );

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "INVALID_ARGUMENT")), answer.Text);
        Assert.That((await PubSub.GetAsync(Subscription("subscription"))).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task A_second_subscription_of_the_same_name_already_exists()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");

        var answer = await PubSub.PutAsync(Subscription("subscription"), $$"""{"topic":"{{Topic("topic")}}"}""");

        Assert.That((answer.Code, answer.Error), Is.EqualTo((409, "ALREADY_EXISTS")));
    }

    [TestCase("""{"topic":"projects/local/topics/none"}""")]
    [TestCase(
        """{"topic":"projects/local/topics/topic","deadLetterPolicy":{"deadLetterTopic":"projects/local/topics/none"}}"""
    )]
    public async Task A_topic_that_does_not_exist_is_not_found(string body)
    {
        var answer = await PubSub.PutAsync(Subscription("subscription"), body);

        Assert.That((answer.Code, answer.Error), Is.EqualTo((404, "NOT_FOUND")));
    }

    [Test]
    public async Task What_does_not_exist_is_not_found()
    {
        Assert.That((await PubSub.GetAsync(Subscription("none"))).Code, Is.EqualTo(404));
        Assert.That((await PubSub.SendAsync(HttpMethod.Delete, "v1/" + Subscription("none"))).Code, Is.EqualTo(404));
        foreach (
            var (call, body) in new[]
            {
                (":pull", """{"maxMessages":1}"""),
                (":acknowledge", """{"ackIds":["1-1-1"]}"""),
                (":modifyAckDeadline", """{"ackIds":["1-1-1"],"ackDeadlineSeconds":10}"""),
                (":modifyPushConfig", """{"pushConfig":{}}"""),
            }
        )
        {
            var answer = await PubSub.PostAsync(Subscription("none") + call, body);
            Assert.That((answer.Code, answer.Error), Is.EqualTo((404, "NOT_FOUND")), call);
        }
    }

    [TestCase("ackDeadlineSeconds,labels")]
    [TestCase("ack_deadline_seconds,labels")]
    public async Task An_update_changes_what_its_mask_names_and_nothing_else(string mask)
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic", "\"retryPolicy\":{}");

        var answer = await PatchAsync(
            $$"""{"subscription":{"ackDeadlineSeconds":77,"labels":{"a":"b"} },"updateMask":"{{mask}}"}"""
        );

        Assert.That((int?)answer.Json["ackDeadlineSeconds"], Is.EqualTo(77));
        Assert.That((string?)answer.Json["labels"]!["a"], Is.EqualTo("b"));
        Assert.That((string?)answer.Json["retryPolicy"]!["minimumBackoff"], Is.EqualTo("10s"));
        Assert.That((await PubSub.GetAsync(Subscription("subscription"))).Text, Is.EqualTo(answer.Text));
    }

    [Test]
    public async Task An_update_takes_away_what_it_names_without_a_value()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic", "\"retryPolicy\":{}");

        var answer = await PatchAsync("""{"subscription":{},"updateMask":"retryPolicy"}""");

        Assert.That(answer.Json["retryPolicy"], Is.Null);
    }

    [TestCase("""{"subscription":{"ackDeadlineSeconds":77}}""", Description = "no mask")]
    [TestCase("""{"subscription":{"filter":"attributes:x"},"updateMask":"filter"}""", Description = "fixed for ever")]
    [TestCase("""{"subscription":{"topic":"projects/local/topics/topic"},"updateMask":"topic"}""")]
    [TestCase("""{"subscription":{},"updateMask":"nonsense"}""")]
    [TestCase("""{"subscription":{"ackDeadlineSeconds":5},"updateMask":"ackDeadlineSeconds"}""")]
    public async Task An_update_against_the_rules_is_an_invalid_argument(string body)
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");

        var answer = await PatchAsync(body);

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "INVALID_ARGUMENT")));
    }

    [Test]
    public async Task A_deleted_subscription_can_be_created_again_and_owes_nothing()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a");

        await PubSub.SendAsync(HttpMethod.Delete, "v1/" + Subscription("subscription"));
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "b");

        Assert.That((await PubSub.PullAsync("subscription")).Single().Text, Is.EqualTo("b"));
    }

    [Test]
    public async Task Subscriptions_are_listed_by_page()
    {
        foreach (var id in new[] { "three", "one", "two" })
        {
            await PubSub.CreateSubscriptionAsync(id, "topic");
        }

        var answer = await PubSub.GetAsync("projects/local/subscriptions?pageSize=2");

        Assert.That(
            answer.Json["subscriptions"]!.AsArray().Select(item => (string?)item!["name"]),
            Is.EqualTo(new[] { Subscription("one"), Subscription("three") })
        );
        Assert.That((string?)answer.Json["nextPageToken"], Is.Not.Empty);
    }

    private Task<Answer> PatchAsync(string body) =>
        PubSub.SendAsync(HttpMethod.Patch, "v1/" + Subscription("subscription"), body);
}
