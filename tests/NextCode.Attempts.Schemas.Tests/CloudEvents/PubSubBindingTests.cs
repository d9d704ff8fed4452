using System.Text;
using NextCode.Attempts.CloudEvents;

namespace NextCode.Attempts.Tests.CloudEvents;

internal sealed class PubSubBindingTests
{
    private static readonly CloudEvent Sample = new()
    {
        Id = "1",
        Source = "/nextcode/api",
        Type = AttemptEvent.Type,
        Subject = "signup",
        Time = "2026-11-22T14:01:04.123456Z",
        DataContentType = "application/json",
        Extensions = new Dictionary<string, string> { ["producer"] = "p", ["sequence"] = "7" },
        Data = """{"email":"a b@example.com"}"""u8.ToArray(),
    };

    [Test]
    public void Binary_mode_has_the_attributes_of_the_specification()
    {
        Assert.That(
            PubSubBinding.ToBinary(Sample),
            Is.EquivalentTo(
                new Dictionary<string, string>
                {
                    ["ce-id"] = "1",
                    ["ce-source"] = "/nextcode/api",
                    ["ce-specversion"] = "1.0",
                    ["ce-type"] = "com.nextcode.attempt.v1",
                    ["ce-subject"] = "signup",
                    ["ce-time"] = "2026-11-22T14:01:04.123456Z",
                    ["content-type"] = "application/json",
                    ["ce-producer"] = "p",
                    ["ce-sequence"] = "7",
                }
            )
        );
    }

    [Test]
    public void An_event_survives_binary_mode() => AssertSame(Read(PubSubBinding.ToBinary(Sample), Sample.Data));

    [Test]
    public void An_event_survives_structured_mode()
    {
        var (attributes, data) = PubSubBinding.ToStructured(Sample);

        Assert.That(attributes["content-type"], Is.EqualTo("application/cloudevents+json"));
        AssertSame(Read(attributes, data));
    }

    [Test]
    public void Data_that_are_not_json_travel_as_base64_in_structured_mode()
    {
        var original = Sample with { Data = new byte[] { 0, 255, 1 }, DataContentType = "application/octet-stream" };
        var (attributes, data) = PubSubBinding.ToStructured(original);

        Assert.That(Encoding.UTF8.GetString(data), Does.Contain("\"data_base64\":\"AP8B\""));
        Assert.That(Read(attributes, data).Data.ToArray(), Is.EqualTo(original.Data.ToArray()));
    }

    [Test]
    public void Binary_mode_takes_the_content_type_from_ce_datacontenttype_too()
    {
        var attributes = PubSubBinding.ToBinary(Sample);
        attributes.Remove("content-type");
        attributes["ce-datacontenttype"] = "application/json";

        Assert.That(Read(attributes, Sample.Data).DataContentType, Is.EqualTo("application/json"));
    }

    [TestCase("ce-id")]
    [TestCase("ce-source")]
    [TestCase("ce-specversion")]
    [TestCase("ce-type")]
    public void A_required_attribute_that_is_missing_or_empty_is_named(string name)
    {
        var missing = PubSubBinding.ToBinary(Sample);
        missing.Remove(name);
        var empty = PubSubBinding.ToBinary(Sample);
        empty[name] = "";

        using var scope = Assert.EnterMultipleScope();
        Assert.That(Error(missing, Sample.Data), Does.Contain(name[3..]));
        Assert.That(Error(empty, Sample.Data), Does.Contain(name[3..]));
    }

    [TestCase(
        """{"specversion":"1.0","id":"1","source":"/s","type":"t","data":1,"data_base64":"AA=="}""",
        "both data and"
    )]
    [TestCase("""{"specversion":"1.0","id":"1","source":"/s","type":"t","data_base64":"%"}""", "not base64")]
    [TestCase("""{"specversion":"0.3","id":"1","source":"/s","type":"t"}""", "specversion is not 1.0")]
    [TestCase("""{"specversion":"1.0","id":"1","source":"/s","type":"t","Bad_Name":"x"}""", "extension attribute name")]
    [TestCase("""{"specversion":"1.0","id":"1","source":"/s","type":"t","time":"yesterday"}""", "time is not")]
    [TestCase("""{"specversion":"1.0","id":["1"],"source":"/s","type":"t"}""", "neither text")]
    [TestCase("[]", "not a JSON object")]
    [TestCase("""{"specversion":"1.0","id":"\ud800","source":"/s","type":"t"}""", "not Unicode")]
    [TestCase("""{"specversion":"1.0","id":"1","source":"/s","type":"t","\udc00":"x"}""", "not Unicode")]
    [TestCase("{", "not JSON")]
    public void A_structured_event_that_breaks_a_rule_is_refused_with_it(string json, string expected)
    {
        var attributes = new Dictionary<string, string>
        {
            ["content-type"] = "application/cloudevents+json; charset=utf-8",
        };

        Assert.That(Error(attributes, Encoding.UTF8.GetBytes(json)), Does.Contain(expected));
    }

    [Test]
    public void A_null_attribute_in_structured_mode_is_an_absent_one()
    {
        var attributes = new Dictionary<string, string> { ["content-type"] = "application/cloudevents+json" };
        var read = Read(
            attributes,
            """{"specversion":"1.0","id":"1","source":"/s","type":"t","subject":null,"data":null,"n":5,"b":true}"""u8.ToArray()
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(read.Subject, Is.Null);
        Assert.That(read.Data.IsEmpty);
        Assert.That(read.Extension("n"), Is.EqualTo("5"));
        Assert.That(read.Extension("b"), Is.EqualTo("true"));
    }

    [Test]
    public void A_structured_batch_is_refused_rather_than_read_as_something_else()
    {
        var attributes = new Dictionary<string, string> { ["content-type"] = "application/cloudevents-batch+json" };

        Assert.That(Error(attributes, "[]"u8.ToArray()), Does.Contain("format other than"));
    }

    private static CloudEvent Read(Dictionary<string, string> attributes, ReadOnlyMemory<byte> data)
    {
        Assert.That(PubSubBinding.TryRead(attributes, data, out var cloudEvent, out var error), Is.True, error);
        return cloudEvent!;
    }

    private static string? Error(Dictionary<string, string> attributes, ReadOnlyMemory<byte> data)
    {
        Assert.That(PubSubBinding.TryRead(attributes, data, out _, out var error), Is.False);
        return error;
    }

    private static void AssertSame(CloudEvent read)
    {
        using var scope = Assert.EnterMultipleScope();
        Assert.That(
            read with
            {
                Data = default,
                Extensions = Sample.Extensions,
            },
            Is.EqualTo(Sample with { Data = default })
        );
        Assert.That(read.Extensions, Is.EquivalentTo(Sample.Extensions));
        Assert.That(read.Data.ToArray(), Is.EqualTo(Sample.Data.ToArray()));
    }
}
