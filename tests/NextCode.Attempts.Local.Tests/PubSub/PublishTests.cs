using NextCode.Attempts.Local.PubSub;
using static NextCode.Attempts.Local.Tests.PubSub.RunningStandIn;

namespace NextCode.Attempts.Local.Tests.PubSub;

internal sealed class PublishTests : StandInFixture
{
    private const int MaxBacklog = 1500;

    protected override PubSubStandInOptions Configure(PubSubStandInOptions options) =>
        options with
        {
            MaxBacklog = MaxBacklog,
            MaxPublishBytes = PubSubStandIn.MaxRequestBytes,
        };

    [Test]
    public async Task Ids_are_decimal_numbers_that_never_repeat()
    {
        var ids = new List<string>();
        ids.AddRange(await PubSub.PublishAsync("topic", "a", "b"));
        ids.AddRange(await PubSub.PublishAsync("topic", "c"));

        Assert.That(ids, Is.Unique.And.All.Match("^[0-9]+$"));
    }

    [TestCase("_-8", new byte[] { 0xff, 0xef }, Description = "URL-safe, no padding")]
    [TestCase("/+8=", new byte[] { 0xff, 0xef })]
    [TestCase("/+8", new byte[] { 0xff, 0xef })]
    public async Task Data_may_be_any_base64(string data, byte[] expected)
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");

        (await PublishAsync($$"""{"data":"{{data}}"}""")).RequireOk();
        var message = (await PubSub.PullAsync("subscription")).Single().Json["message"]!;

        Assert.That(Convert.FromBase64String((string)message["data"]!), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_message_may_be_attributes_alone()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");

        (await PublishAsync("""{"attributes":{"a":"1"}}""")).RequireOk();
        var message = (await PubSub.PullAsync("subscription")).Single().Json["message"]!;

        Assert.That(message["data"], Is.Null);
        Assert.That((string?)message["attributes"]!["a"], Is.EqualTo("1"));
    }

    [TestCase("", Description = "no message")]
    [TestCase("{}", Description = "neither data nor attributes")]
    [TestCase("""{"data":""}""")]
    [TestCase("""{"data":"$$$"}""")]
    [TestCase("""{"data":"a"}""")]
    [TestCase("""{"data":7}""")]
    [TestCase("""{"data":"aGVsbG8=","attributes":{"":"x"}}""")]
    [TestCase("""{"data":"aGVsbG8=","attributes":{"goog-x":"x"}}""")]
    [TestCase("""{"data":"aGVsbG8=","attributes":{"a":null}}""")]
    [TestCase("""{"data":"aGVsbG8=","attributes":{"a":1}}""")]
    [TestCase("""{"data":"aGVsbG8=","colour":"red"}""")]
    [TestCase("null")]
    public async Task A_message_against_the_rules_is_an_invalid_argument(string message)
    {
        var answer = await PublishAsync(message);

        Assert.That((answer.Code, answer.Error), Is.EqualTo((400, "INVALID_ARGUMENT")), answer.Text);
    }

    [TestCase(1000, 200)]
    [TestCase(1001, 400)]
    public async Task A_request_has_at_most_1000_messages(int count, int expected)
    {
        var answer = await PublishAsync(string.Join(',', Enumerable.Repeat("""{"data":"aGVsbG8="}""", count)));

        Assert.That(answer.Code, Is.EqualTo(expected));
    }

    [TestCase(10_000_000, 200)]
    [TestCase(10_000_001, 400)]
    public async Task A_request_has_at_most_10_megabytes(int bytes, int expected)
    {
        var answer = await PublishAsync($$"""{"data":"{{Convert.ToBase64String(new byte[bytes])}}"}""");

        Assert.That(answer.Code, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_body_that_no_message_can_need_is_refused_unread()
    {
        var answer = await PublishAsync($$"""{"data":"{{new string('A', 17 * 1024 * 1024)}}"}""");

        Assert.That((answer.Code, answer.Error), Is.EqualTo((413, "INVALID_ARGUMENT")));
    }

    [TestCase(100, 200)]
    [TestCase(101, 400)]
    public async Task A_message_has_at_most_100_attributes(int count, int expected)
    {
        var attributes = Enumerable.Range(0, count).Select(n => $"\"a{n}\":\"x\"");

        var answer = await PublishAsync($$"""{"attributes":{ {{string.Join(',', attributes)}} } }""");

        Assert.That(answer.Code, Is.EqualTo(expected));
    }

    [TestCase(256, 1024, 200)]
    [TestCase(257, 1024, 400)]
    [TestCase(256, 1025, 400)]
    public async Task An_attribute_has_bounds_in_bytes(int key, int value, int expected)
    {
        // Two bytes each, but the last of an odd number.
        var keyText = new string('ü', key / 2) + new string('k', key % 2);
        var valueText = new string('ü', value / 2) + new string('v', value % 2);

        var answer = await PublishAsync($$"""{"attributes":{"{{keyText}}":"{{valueText}}"} }""");

        Assert.That(answer.Code, Is.EqualTo(expected));
    }

    [Test]
    public async Task A_full_backlog_takes_nothing_of_a_request_until_there_is_room()
    {
        await PubSub.CreateSubscriptionAsync("subscription", "topic");
        await PubSub.PublishAsync("topic", [.. Enumerable.Repeat("x", 1000)]);

        var refused = await PublishAsync(string.Join(',', Enumerable.Repeat("""{"data":"aGVsbG8="}""", 501)));
        var leased = await PubSub.PullAsync("subscription");
        await PubSub.AcknowledgeAsync("subscription", leased.Take(1));
        var accepted = await PublishAsync(string.Join(',', Enumerable.Repeat("""{"data":"aGVsbG8="}""", 501)));

        Assert.That((refused.Code, refused.Error), Is.EqualTo((429, "RESOURCE_EXHAUSTED")));
        Assert.That(accepted.Code, Is.EqualTo(200));
        await BacklogIsAsync(MaxBacklog);
    }

    [Test]
    public async Task Requests_that_are_too_many_bytes_together_are_refused_until_the_others_are_through()
    {
        using var slow = new SlowContent(new string(' ', 1000) + """{"messages":[{"data":"aGVsbG8="}]}""");
        using var http = new HttpClient { BaseAddress = PubSub.Address };
        var first = http.PostAsync($"v1/{Topic("topic")}:publish", slow);
        await slow.Started;

        Answer refused;
        do
        {
            refused = await PublishAsync($$"""{"data":"{{Convert.ToBase64String(new byte[9_000_000])}}"}""");
        } while (refused.Code == 200); // until the slow one has reached the endpoint
        slow.Finish();
        using var answered = await first;
        var accepted = await PublishAsync($$"""{"data":"{{Convert.ToBase64String(new byte[9_000_000])}}"}""");

        Assert.That((refused.Code, refused.Error), Is.EqualTo((429, "RESOURCE_EXHAUSTED")));
        Assert.That(answered.IsSuccessStatusCode, Is.True);
        Assert.That(accepted.Code, Is.EqualTo(200));
    }

    private Task<Answer> PublishAsync(string messages) =>
        PubSub.PostAsync(Topic("topic") + ":publish", $$"""{"messages":[{{messages}}]}""");
}
