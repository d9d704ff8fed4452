using System.Text;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Google.Tests.PubSub;

internal sealed class PushRequestTests
{
    [Test]
    public void A_push_is_read_whole()
    {
        var request = Parse(
            """
            {"deliveryAttempt":5,"message":{"attributes":{"ce-id":"1","x":null},"data":"eyJhIjoxfQ==","messageId":"7",
            "message_id":"7","publishTime":"2026-11-22T00:00:00Z","publish_time":"2026-11-22T00:00:00Z","later":[1,{}]},
            "subscription":"projects/p/subscriptions/s","new":{"a":[1]}}
            """
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(Encoding.UTF8.GetString(request.Message.Data.Span), Is.EqualTo("""{"a":1}"""));
        Assert.That(
            request.Message.Attributes,
            Is.EquivalentTo(new Dictionary<string, string> { ["ce-id"] = "1", ["x"] = "" })
        );
        Assert.That(request.Message.MessageId, Is.EqualTo("7"));
        Assert.That(request.Message.PublishTime, Is.EqualTo("2026-11-22T00:00:00Z"));
        Assert.That(request.Subscription, Is.EqualTo("projects/p/subscriptions/s"));
        Assert.That(request.DeliveryAttempt, Is.EqualTo(5));
    }

    [Test]
    public void A_message_without_data_or_attributes_is_a_message()
    {
        var request = Parse("""{"message":{"data":null,"messageId":"1"}}""");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(request.Message.Data.IsEmpty);
        Assert.That(request.Message.Attributes, Is.Empty);
        Assert.That(request.DeliveryAttempt, Is.Null);
    }

    [TestCase("", PushProblemKind.NotJson)]
    [TestCase("null", PushProblemKind.NotJson)]
    [TestCase("[]", PushProblemKind.NotJson)]
    [TestCase("{", PushProblemKind.NotJson)]
    [TestCase("""{"message":{}}x""", PushProblemKind.NotJson)]
    [TestCase("""{"message":7}""", PushProblemKind.NotJson)]
    [TestCase("""{"message":{"attributes":{"a":1}}}""", PushProblemKind.NotJson)]
    [TestCase("""{"message":{"data":7}}""", PushProblemKind.NotJson)]
    [TestCase("""{"message":{"attributes":{"a":"\ud800"}}}""", PushProblemKind.NotJson)]
    [TestCase("""{"message":{"data":"%%%"}}""", PushProblemKind.NotBase64)]
    [TestCase("{}", PushProblemKind.NoMessage)]
    [TestCase("""{"message":null}""", PushProblemKind.NoMessage)]
    public void What_is_no_push_is_refused_by_kind(string body, PushProblemKind kind)
    {
        Assert.That(PushRequest.TryParse(Encoding.UTF8.GetBytes(body), out _, out var problem), Is.False);
        Assert.That(problem?.Kind, Is.EqualTo(kind), problem?.Detail);
    }

    [Test]
    public void Bytes_that_are_no_unicode_are_refused()
    {
        byte[] body = [.. """{"message":{"attributes":{"a":" """u8, 0xff, 0xfe, .. """ "}}}"""u8];

        Assert.That(PushRequest.TryParse(body, out _, out var problem), Is.False);
        Assert.That(problem?.Kind, Is.EqualTo(PushProblemKind.NotJson));
    }

    private static PushRequest Parse(string body)
    {
        Assert.That(
            PushRequest.TryParse(Encoding.UTF8.GetBytes(body), out var request, out var problem),
            Is.True,
            problem?.Detail
        );
        return request!;
    }
}
