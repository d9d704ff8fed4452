using System.Text;
using NextCode.Attempts.Publisher.Delivery;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Tests.Delivery;

public class AttemptMessageTests
{
    private static readonly Attempt Signup = new()
    {
        AttemptId = "01990000-0000-7000-8000-000000000001",
        Timestamp = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
        Action = AttemptAction.Signup,
        Status = AttemptStatus.Blocked,
        Domain = "au.example",
        Resp = """{"status":"not this one","domain":"nor this"}""",
    };

    [Test]
    public void The_attributes_are_those_of_the_contract()
    {
        var numbered = Signup with { Producer = "p1", Sequence = 42 };
        var expected = AttemptEvent.MessageAttributes(AttemptEvent.Create(numbered, "sample api"), numbered);

        var message = AttemptMessage.Create(Stored(Signup, "p1", 42), AttemptEvent.Source("sample api"));

        Assert.That(message.Attributes, Is.EquivalentTo(expected));
    }

    [Test]
    public void The_data_are_the_appended_bytes_and_read_back_as_the_attempt()
    {
        var stored = Stored(Signup, "p1", 42);

        var message = AttemptMessage.Create(stored, "/nextcode/api");

        Assert.That(message.Data.ToArray(), Is.EqualTo(stored));
        Assert.That(
            AttemptJson.Deserialize(message.Data.Span),
            Is.EqualTo(Signup with { Producer = "p1", Sequence = 42 })
        );
    }

    [Test]
    public void An_attempt_without_domain_has_no_domain_attribute_even_if_its_response_speaks_of_one()
    {
        var message = AttemptMessage.Create(Stored(Signup with { Domain = null }, "p1", 1), "/nextcode/api");

        Assert.That(message.Attributes, Does.Not.ContainKey("domain"));
    }

    [Test]
    public void A_domain_longer_than_an_attribute_may_be_is_left_to_the_data()
    {
        var message = AttemptMessage.Create(
            Stored(Signup with { Domain = new string('d', 1025) }, "p1", 1),
            "/nextcode/api"
        );

        Assert.That(message.Attributes, Does.Not.ContainKey("domain"));
    }

    [Test]
    public void The_trace_is_an_attribute_and_no_part_of_the_data()
    {
        const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        var stored = Stored(Signup, "p1", 42);
        var text = Encoding.UTF8.GetString(stored);
        var traced = text.Replace(
            "\"domain\":\"au.example\"",
            $"\"domain\":\"au.example\",\"traceparent\":\"{Trace}\""
        );

        var message = AttemptMessage.Create(Encoding.UTF8.GetBytes(traced), "/nextcode/api");

        Assert.That(message.Attributes["ce-traceparent"], Is.EqualTo(Trace));
        Assert.That(message.Data.ToArray(), Is.EqualTo(stored));
    }

    [TestCase("{\"attempt_id\":\"a\",\"acti")]
    [TestCase("no json")]
    [TestCase("{\"attempt_id\":[1,2]}")]
    public void What_cannot_be_read_goes_out_untouched(string data)
    {
        var message = AttemptMessage.Create(Encoding.UTF8.GetBytes(data), "/nextcode/api");

        Assert.That(Encoding.UTF8.GetString(message.Data.Span), Is.EqualTo(data));
    }

    private static byte[] Stored(Attempt attempt, string producer, long sequence)
    {
        var envelope = new Envelope(producer);
        var json = AttemptJson.Serialize(attempt);
        var buffer = new byte[json.Length + envelope.MaxOverhead];
        return buffer[..envelope.Write(json, sequence, buffer)];
    }
}
