using static NextCode.Attempts.Local.Tests.PubSub.RunningStandIn;

namespace NextCode.Attempts.Local.Tests.PubSub;

internal sealed class TopicTests : StandInFixture
{
    [Test]
    public async Task A_topic_is_echoed_as_it_was_created()
    {
        var created = await PubSub.PutAsync(
            Topic("other"),
            """{"labels":{"team":"growth"},"messageRetentionDuration":"86400s"}"""
        );
        var read = await PubSub.GetAsync(Topic("other"));

        Assert.That(read.Text, Is.EqualTo(created.Text));
        Assert.That((string?)read.Json["name"], Is.EqualTo("projects/local/topics/other"));
        Assert.That((string?)read.Json["labels"]!["team"], Is.EqualTo("growth"));
        Assert.That((string?)read.Json["messageRetentionDuration"], Is.EqualTo("86400s"));
    }

    [Test]
    public async Task A_topic_needs_no_body()
    {
        var answer = await PubSub.SendAsync(HttpMethod.Put, "v1/" + Topic("other"));

        Assert.That(answer.Code, Is.EqualTo(200));
    }

    [Test]
    public async Task A_second_topic_of_the_same_name_already_exists()
    {
        var answer = await PubSub.PutAsync(Topic("topic"));

        Assert.That((answer.Code, answer.Error), Is.EqualTo((409, "ALREADY_EXISTS")));
        Assert.That((int?)answer.Json["error"]!["code"], Is.EqualTo(409));
        Assert.That((string?)answer.Json["error"]!["message"], Does.Contain("projects/local/topics/topic"));
    }

    [TestCase("ab", Description = "too short")]
    [TestCase("1topic")]
    [TestCase("google")]
    [TestCase("to pic")]
    public async Task A_name_against_the_rules_is_an_invalid_argument(string id)
    {
        var answer = await PubSub.PutAsync(Topic(id));

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "INVALID_ARGUMENT")));
    }

    [TestCase("""{"messageRetentionDuration":"60s"}""")]
    [TestCase("""{"messageRetentionDuration":"32d"}""")]
    [TestCase("""{"nope":1}""")]
    [TestCase("""{"labels":""")]
    [TestCase("{}{}")]
    public async Task A_body_against_the_rules_is_an_invalid_argument(string body)
    {
        var answer = await PubSub.PutAsync(Topic("other"), body);

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "INVALID_ARGUMENT")));
    }

    [Test]
    public async Task An_update_changes_what_its_mask_names_and_nothing_else()
    {
        await PubSub.PutAsync(Topic("other"), """{"labels":{"a":"1"},"messageRetentionDuration":"600s"}""");

        var answer = await PubSub.SendAsync(
            HttpMethod.Patch,
            "v1/" + Topic("other"),
            """{"topic":{"labels":{"b":"2"},"messageRetentionDuration":"700s"},"updateMask":"labels"}"""
        );

        Assert.That(answer.Json["labels"]!.ToJsonString(), Is.EqualTo("""{"b":"2"}"""));
        Assert.That((string?)answer.Json["messageRetentionDuration"], Is.EqualTo("600s"));
    }

    [Test]
    public async Task What_does_not_exist_is_not_found()
    {
        Assert.That((await PubSub.GetAsync(Topic("none"))).Error, Is.EqualTo("NOT_FOUND"));
        Assert.That((await PubSub.GetAsync(Topic("none") + "/subscriptions")).Error, Is.EqualTo("NOT_FOUND"));
        Assert.That((await PubSub.PostAsync(Topic("none") + ":publish", OneMessage)).Error, Is.EqualTo("NOT_FOUND"));
        Assert.That((await PubSub.SendAsync(HttpMethod.Delete, "v1/" + Topic("none"))).Error, Is.EqualTo("NOT_FOUND"));
        Assert.That((await PubSub.GetAsync("nothing/here")).Error, Is.EqualTo("NOT_FOUND"));
    }

    [Test]
    public async Task Topics_are_listed_by_project_and_page()
    {
        await PubSub.CreateTopicAsync("another");
        await PubSub.CreateTopicAsync("zebra");
        await PubSub.PutAsync("projects/elsewhere/topics/topic");

        var first = await PubSub.GetAsync("projects/local/topics?pageSize=2");
        var second = await PubSub.GetAsync(
            $"projects/local/topics?pageSize=2&pageToken={(string)first.Json["nextPageToken"]!}"
        );

        Assert.That(Names(first, "topics"), Is.EqualTo(new[] { Topic("another"), Topic("topic") }));
        Assert.That(Names(second, "topics"), Is.EqualTo(new[] { Topic("zebra") }));
        Assert.That(second.Json["nextPageToken"], Is.Null);
    }

    [Test]
    public async Task A_topic_lists_its_subscriptions()
    {
        await PubSub.CreateTopicAsync("other");
        await PubSub.CreateSubscriptionAsync("one", "topic");
        await PubSub.CreateSubscriptionAsync("two", "topic");
        await PubSub.CreateSubscriptionAsync("three", "other");

        var answer = await PubSub.GetAsync(Topic("topic") + "/subscriptions");

        Assert.That(
            answer.Json["subscriptions"]!.AsArray().Select(name => (string?)name),
            Is.EqualTo(new[] { Subscription("one"), Subscription("two") })
        );
    }

    [Test]
    public async Task A_deleted_topic_leaves_its_subscriptions_with_what_they_owe()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a");

        await PubSub.SendAsync(HttpMethod.Delete, "v1/" + Topic("topic"));
        var orphan = await PubSub.GetAsync(Subscription("subscription"));

        Assert.That((string?)orphan.Json["topic"], Is.EqualTo("_deleted-topic_"));
        Assert.That((await PubSub.PullAsync("subscription")).Single().Text, Is.EqualTo("a"));
    }

    [Test]
    public async Task A_reset_leaves_nothing()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", "a");

        await PubSub.SendAsync(HttpMethod.Post, "/reset");

        Assert.That((await PubSub.GetAsync("projects/local/topics")).Text, Is.EqualTo("{}"));
        Assert.That((await PubSub.GetAsync("projects/local/subscriptions")).Text, Is.EqualTo("{}"));
        await BacklogIsAsync(0);
    }

    private const string OneMessage = """{"messages":[{"data":"aGVsbG8="}]}""";

    private static IEnumerable<string?> Names(Answer answer, string collection) =>
        answer.Json[collection]!.AsArray().Select(item => (string?)item!["name"]);
}
