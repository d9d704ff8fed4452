namespace NextCode.Attempts.Tests;

internal sealed class AttemptEventTests
{
    private static readonly Attempt Sample = new()
    {
        AttemptId = "id-1",
        Timestamp = DateTimeOffset.UnixEpoch,
        Action = AttemptAction.Signup,
        Status = AttemptStatus.Blocked,
        Producer = "p-1",
        Sequence = 7,
        Domain = "mirror.example",
    };

    [Test]
    public void The_message_has_the_attributes_of_the_contract()
    {
        var cloudEvent = AttemptEvent.Create(Sample, "my api");

        Assert.That(
            AttemptEvent.MessageAttributes(cloudEvent, Sample),
            Is.EquivalentTo(
                new Dictionary<string, string>
                {
                    ["ce-id"] = "id-1",
                    ["ce-source"] = "/nextcode/my%20api",
                    ["ce-specversion"] = "1.0",
                    ["ce-type"] = "com.nextcode.attempt.v1",
                    ["ce-subject"] = "signup",
                    ["ce-time"] = "1970-01-01T00:00:00.000000Z",
                    ["content-type"] = "application/json",
                    ["ce-producer"] = "p-1",
                    ["ce-sequence"] = "7",
                    ["action"] = "signup",
                    ["status"] = "blocked",
                    ["domain"] = "mirror.example",
                }
            )
        );
    }

    [Test]
    public void A_domain_longer_than_an_attribute_may_be_stays_in_the_data_alone()
    {
        var attempt = Sample with { Domain = new string('ä', 513) };
        var cloudEvent = AttemptEvent.Create(attempt, "api");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(AttemptEvent.MessageAttributes(cloudEvent, attempt), Does.Not.ContainKey("domain"));
        Assert.That(AttemptJson.Deserialize(cloudEvent.Data.Span)?.Domain, Is.EqualTo(attempt.Domain));
    }
}
