using static NextCode.Attempts.Local.Tests.PubSub.RunningStandIn;

namespace NextCode.Attempts.Local.Tests.PubSub;

internal sealed class FilterTests : StandInFixture
{
    [Test]
    public async Task A_filtered_subscription_owes_only_what_its_filter_lets_in()
    {
        await PubSub.CreateSubscriptionAsync("all", "topic");
        await PubSub.CreateSubscriptionAsync(
            "logins",
            "topic",
            """ "filter":"attributes.action = \"login\" AND NOT attributes:test" """
        );

        await PubSub.PostAsync(
            Topic("topic") + ":publish",
            """
            {"messages":[
              {"data":"MQ==","attributes":{"action":"login"}},
              {"data":"Mg==","attributes":{"action":"signup"}},
              {"data":"Mw==","attributes":{"action":"login","test":"1"}},
              {"data":"NA=="}
            ]}
            """
        );

        Assert.That((await PubSub.PullAsync("logins")).Select(message => message.Text), Is.EqualTo(new[] { "1" }));
        Assert.That(await PubSub.PullAsync("all"), Has.Count.EqualTo(4));
        await BacklogIsAsync(5);
    }

    [Test]
    public async Task A_filter_survives_a_restart()
    {
        await PubSub.CreateSubscriptionAsync("logins", "topic", """ "filter":"attributes:login" """);
        await PubSub.DisposeAsync();
        PubSub = await RunningStandIn.StartAsync(Data, Time);

        await PubSub.PublishAsync("topic", "no attributes at all");

        Assert.That(await PubSub.PullAsync("logins"), Is.Empty);
    }
}
