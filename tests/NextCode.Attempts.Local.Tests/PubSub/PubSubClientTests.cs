using System.Text;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Local.Tests.PubSub;

/// <summary>The product's own client, which knows of no stand-in, against the stand-in.</summary>
internal sealed class PubSubClientTests : StandInFixture
{
    [Test]
    public async Task The_products_client_works_with_nothing_but_another_host()
    {
        using var client = PubSubClient.Create(new GoogleClientOptions { EmulatorHost = PubSub.Address.Authority });
        var settings = new SubscriptionSettings
        {
            Project = "local",
            Topic = "attempts",
            Subscription = "attempts-consumer",
        };
        var stop = RunningStandIn.Patience;

        var created = await client.Admin.EnsureTopicAsync("local", "attempts", stop);
        var again = await client.Admin.EnsureTopicAsync("local", "attempts", stop);
        await client.Admin.EnsureSubscriptionAsync(settings, stop);
        var attributes = new Dictionary<string, string> { ["action"] = "signup" };
        var ids = await client
            .Topic("local", "attempts")
            .PublishAsync([new PubSubMessage(Encoding.UTF8.GetBytes("hello"), attributes)], stop);
        var subscription = client.Subscription("local", "attempts-consumer");
        var received = (await subscription.PullAsync(10, stop)).Single();
        await subscription.ModifyAckDeadlineAsync([received.AckId], TimeSpan.FromSeconds(60), stop);
        await subscription.AcknowledgeAsync([received.AckId], stop);

        Assert.That((created, again), Is.EqualTo((true, false)));
        Assert.That(received.Message.MessageId, Is.EqualTo(ids.Single()));
        Assert.That(Encoding.UTF8.GetString(received.Message.Data.Span), Is.EqualTo("hello"));
        Assert.That(received.Message.Attributes, Is.EqualTo(attributes));
        await BacklogIsAsync(0);
    }
}
