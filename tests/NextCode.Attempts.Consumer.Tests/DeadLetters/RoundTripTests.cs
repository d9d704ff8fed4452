using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Ingest;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Consumer.Tests.DeadLetters;

/// <summary>A message that becomes a letter and goes back is the same, byte for byte, but for what is said of its replays.</summary>
internal sealed class RoundTripTests
{
    private static readonly Rejection Why = new(DeadLetterReason.RowRefused, "because", Stages.Insert);

    [Test]
    public void Any_message_within_pubsubs_limits_goes_back_as_it_came() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Messages.ToArbitrary(), GoesBack));

    [Test]
    public void Any_message_goes_back_as_it_came_also_when_it_fails_again_and_again() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(
                Messages.ToArbitrary(),
                message =>
                {
                    var back = message;
                    for (var round = 1; round <= 3; round++)
                    {
                        back = Replayed(back);
                        if (!IsSame(message, back))
                        {
                            return false;
                        }
                    }

                    return true;
                }
            )
        );

    [Test]
    public void A_message_of_pubsubs_largest_size_goes_back_as_it_came()
    {
        var data = new byte[9_900_000];
        new System.Random(7).NextBytes(data);

        Assert.That(GoesBack(new PubSubMessage(data, new Dictionary<string, string> { ["a"] = "b" })), Is.True);
    }

    [Test]
    public void What_fails_again_has_its_history()
    {
        var first = DeadLetter.Read(Letters.Of(Letters.Attempt("e-1"), DeadLetterReason.InvalidField));
        var again = Letters.Of(ReplayMessage.Create(first, "job-1", FixedTime.Noon, null, "replace /timestamp"));
        var second = DeadLetter.Read(again);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(second.Replays, Is.EqualTo(1));
        Assert.That(second.ReplayJob, Is.EqualTo("job-1"));
        Assert.That(second.FirstSeen, Is.EqualTo(first.FirstSeen));
        Assert.That(
            second.History,
            Is.EqualTo(["1 2026-11-22T12:00:00.000000Z job=job-1 was=INVALID_FIELD patch=replace /timestamp"])
        );
        Assert.That(second.EventId, Is.EqualTo("e-1"));
    }

    [Test]
    public void A_long_history_forgets_the_oldest_first()
    {
        var message = Letters.Attempt("e-1");
        for (var round = 1; round <= 30; round++)
        {
            message = ReplayMessage.Create(DeadLetter.Read(Letters.Of(message)), $"job-{round}", FixedTime.Noon);
        }

        var letter = DeadLetter.Read(Letters.Of(message));
        Assert.That(letter.Replays, Is.EqualTo(30));
        Assert.That(letter.History[^1], Does.StartWith("30 ").And.Contains("job=job-30 "));
        Assert.That(Encoding.UTF8.GetByteCount(message.Attributes["dead-letter-history"]), Is.AtMost(1024));
    }

    [Test]
    public void What_pubsub_itself_forwarded_is_read_as_delivery_exhausted_and_goes_back_without_its_attributes()
    {
        var original = Letters.Attempt("e-1");
        var letter = DeadLetter.Read(
            Letters.Delivered(
                original with
                {
                    Attributes = new Dictionary<string, string>(original.Attributes)
                    {
                        ["CloudPubSubDeadLetterSourceDeliveryCount"] = "5",
                        ["CloudPubSubDeadLetterSourceSubscription"] = "attempts-consumer",
                        ["CloudPubSubDeadLetterSourceSubscriptionProject"] = "p",
                        ["CloudPubSubDeadLetterSourceTopicPublishTime"] = "2026-11-22T11:00:00Z",
                    },
                }
            )
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(letter.Reason, Is.EqualTo("DELIVERY_EXHAUSTED"));
        Assert.That(letter.Stage, Is.EqualTo("delivery"));
        Assert.That(letter.Deliveries, Is.EqualTo(5));
        Assert.That(letter.Subscription, Is.EqualTo("projects/p/subscriptions/attempts-consumer"));
        Assert.That(letter.OriginalPublishTime, Is.EqualTo("2026-11-22T11:00:00Z"));
        Assert.That(IsSame(original, ReplayMessage.Create(letter, "job", FixedTime.Noon)), Is.True);
    }

    [Test]
    public void What_somebody_else_published_there_is_shown_and_can_go_back()
    {
        var message = new PubSubMessage("?"u8.ToArray(), new Dictionary<string, string>());
        var letter = DeadLetter.Read(Letters.Delivered(message));

        Assert.That(letter.Reason, Is.EqualTo("UNKNOWN"));
        Assert.That(IsSame(message, ReplayMessage.Create(letter, "job", FixedTime.Noon)), Is.True);
    }

    [Test]
    public void A_folded_letter_that_is_damaged_is_shown_as_it_is()
    {
        var letter = DeadLetter.Read(
            Letters.Delivered(
                new PubSubMessage(
                    "not gzip"u8.ToArray(),
                    new Dictionary<string, string>
                    {
                        ["dead-letter-form"] = "folded",
                        ["dead-letter-reason"] = "TOO_LARGE",
                    }
                )
            )
        );

        Assert.That(Encoding.UTF8.GetString(letter.Original.Data.Span), Is.EqualTo("not gzip"));
    }

    private static bool GoesBack(PubSubMessage message) => IsSame(message, Replayed(message));

    private static PubSubMessage Replayed(PubSubMessage message)
    {
        var letter = Letter.Create(new IncomingMessage(message with { MessageId = "m" }, null, 4), Why, FixedTime.Noon);
        Assert.That(IsWithinLimits(letter), Is.True, "the letter itself is within the limits");
        var back = ReplayMessage.Create(DeadLetter.Read(Letters.Delivered(letter)), "job", FixedTime.Noon);
        Assert.That(IsWithinLimits(back), Is.True, "what goes back is within the limits");
        return back;
    }

    private static bool IsSame(PubSubMessage one, PubSubMessage other) =>
        one.Data.Span.SequenceEqual(other.Data.Span)
        && (one.OrderingKey ?? "") == (other.OrderingKey ?? "")
        && Own(one).SequenceEqual(Own(other));

    private static IEnumerable<KeyValuePair<string, string>> Own(PubSubMessage message) =>
        message
            .Attributes.Where(static attribute => !DeadLetterAttributes.IsReplayMetadata(attribute.Key))
            .OrderBy(static attribute => attribute.Key, StringComparer.Ordinal);

    private static bool IsWithinLimits(PubSubMessage message) =>
        message.Attributes.Count <= PubSubLimits.Attributes
        && PubSubLimits.Size(message.Data.Length, message.Attributes) <= PubSubLimits.MessageBytes
        && message.Attributes.All(static attribute =>
            Encoding.UTF8.GetByteCount(attribute.Key) is > 0 and <= 256
            && Encoding.UTF8.GetByteCount(attribute.Value) <= 1024
        );

    // Arbitrary bytes; 0 to 100 attributes with names and values of any text up to the limits, some named as ours are.
    private static Gen<PubSubMessage> Messages =>
        from data in Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>())
        from count in Gen.OneOf(Gen.Choose(0, 12), Gen.Choose(80, 100))
        from names in Gen.ListOf(Name, count)
        from values in Gen.ListOf(Text(1024), count)
        from key in Gen.OneOf(Gen.Constant<string?>(null), Text(64).Select(static string? (text) => text))
        select new PubSubMessage(data, Distinct(names, values)) { OrderingKey = key };

    private static Gen<string> Name =>
        Gen.Frequency(
            (6, Text(256).Where(static text => text.Length > 0 && !text.StartsWith("goog", StringComparison.Ordinal))),
            (
                1,
                Gen.Elements(
                    "dead-letter-reason",
                    "dead-letter-detail",
                    "dead-letter-form",
                    "dead-letter-x",
                    "dead-letter-replays",
                    "ce-id",
                    "action"
                )
            )
        );

    private static Gen<string> Text(int maxBytes) =>
        from length in Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(0, maxBytes))
        from runes in Gen.ListOf(
            Gen.OneOf(Gen.Choose(1, 0x7F), Gen.Choose(1, 0xD7FF), Gen.Choose(0xE000, 0x10FFFF)),
            length
        )
        select Cut(string.Concat(runes.Select(char.ConvertFromUtf32)), maxBytes);

    private static string Cut(string text, int maxBytes)
    {
        var bytes = 0;
        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes)
            {
                break;
            }

            cut.Append(rune);
        }

        return cut.ToString();
    }

    private static Dictionary<string, string> Distinct(IEnumerable<string> names, IEnumerable<string> values)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in names.Zip(values))
        {
            attributes[name] = value;
        }

        return attributes;
    }
}
