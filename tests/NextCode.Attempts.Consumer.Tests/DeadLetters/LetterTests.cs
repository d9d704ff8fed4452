using System.IO.Compression;
using System.Security.Cryptography;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.DeadLetters;

internal sealed class LetterTests
{
    private static readonly Rejection Why = new(DeadLetterReason.Unreadable, "because", Stages.Decode);

    [Test]
    public void A_detail_is_cut_at_a_whole_character()
    {
        var rejection = Why with { Detail = new string('x', 1023) + "é" };

        var letter = Create(Message(new byte[1], 1), rejection);

        Assert.That(letter.Attributes["dead-letter-detail"], Is.EqualTo(new string('x', 1023)));
    }

    [Test]
    public void Attributes_up_to_the_limit_stay_attributes() =>
        Assert.That(Create(Message(new byte[1], 93), Why).Attributes, Has.Count.EqualTo(100));

    private static IEnumerable<TestCaseData> Unpublishable()
    {
        yield return new TestCaseData(Message([1, 2], 94)).SetArgDisplayNames("no room for more attributes");
        yield return new TestCaseData(With("", "x")).SetArgDisplayNames("empty name");
        yield return new TestCaseData(With(new string('n', 257), "x")).SetArgDisplayNames("long name");
        yield return new TestCaseData(With("n", new string('v', 1025))).SetArgDisplayNames("long value");
        yield return new TestCaseData(With("googclient_x", "x")).SetArgDisplayNames("reserved name");
        yield return new TestCaseData(Message(new byte[9_999_900], 1)).SetArgDisplayNames("no room for more bytes");
    }

    [TestCaseSource(nameof(Unpublishable))]
    public void A_message_that_pubsub_would_not_take_back_is_folded_whole(PubSubMessage message)
    {
        var letter = Create(message, Why);

        using var gzip = new GZipStream(new MemoryStream(letter.Data.ToArray()), CompressionMode.Decompress);
        using var body = new MemoryStream();
        gzip.CopyTo(body);
        Assert.That(PushRequest.TryParse(body.ToArray(), out var unfolded, out var problem), Is.True, problem?.Detail);
        using var scope = Assert.EnterMultipleScope();
        Assert.That(letter.Attributes["dead-letter-form"], Is.EqualTo("folded"));
        Assert.That(letter.Attributes["dead-letter-reason"], Is.EqualTo("UNREADABLE"));
        Assert.That(unfolded!.Message.Attributes, Is.EquivalentTo(message.Attributes));
        Assert.That(
            SHA256.HashData(unfolded.Message.Data.Span).SequenceEqual(SHA256.HashData(message.Data.Span)),
            Is.True
        );
        Assert.That(letter.Data.Length, Is.LessThan(10_000_000));
    }

    private static PubSubMessage Create(PubSubMessage message, Rejection why) =>
        Letter.Create(new IncomingMessage(message, null, null), why, FixedTime.Noon);

    private static PubSubMessage With(string name, string value) =>
        new(new byte[] { 1, 2, 3 }, new Dictionary<string, string> { [name] = value });

    private static PubSubMessage Message(byte[] data, int attributes) =>
        new(data, Enumerable.Range(0, attributes).ToDictionary(static n => $"a{n}", static n => $"{n}"));
}
