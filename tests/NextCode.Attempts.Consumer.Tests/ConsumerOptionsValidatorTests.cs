namespace NextCode.Attempts.Consumer.Tests;

internal sealed class ConsumerOptionsValidatorTests
{
    [Test]
    public void Every_wrong_setting_is_named()
    {
        var options = new ConsumerOptions
        {
            Table = " ",
            MaxBodyBytes = 1,
            PushDeadline = TimeSpan.Zero,
        };

        Assert.That(
            new ConsumerOptionsValidator().Validate(null, options).Failures,
            Is.EqualTo([
                "Consumer:ProjectId is missing.",
                "Consumer:Table is missing.",
                "Consumer:MaxBodyBytes is 1; it must be 1024 to 67108864.",
                "Consumer:PushDeadline is 00:00:00; it must be 00:00:01 to 00:10:00.",
            ])
        );
    }

    [Test]
    public void The_defaults_need_only_the_project() =>
        Assert.That(new ConsumerOptionsValidator().Validate(null, new ConsumerOptions { ProjectId = "p" }).Succeeded);
}
