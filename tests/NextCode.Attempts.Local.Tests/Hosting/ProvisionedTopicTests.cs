using System.Net;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.PubSub;
using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.Local.Tests.Hosting;

internal sealed class ProvisionedTopicTests
{
    private static readonly PubSubMessage Message = new(
        ReadOnlyMemory<byte>.Empty,
        new Dictionary<string, string>(StringComparer.Ordinal)
    );

    private RecordingTopic _topic;
    private ProvisioningFake _part;
    private Provisioner _provisioner;
    private ProvisionedTopic _provisioned;

    [SetUp]
    public void Connect()
    {
        _topic = new RecordingTopic();
        _part = new ProvisioningFake();
        _provisioner = new Provisioner("Pub/Sub", _part.EnsureAsync, new ManualTimeProvider());
        _provisioned = new ProvisionedTopic(_topic, _provisioner);
    }

    [TearDown]
    public ValueTask DisconnectAsync() => _provisioner.DisposeAsync();

    [Test]
    public async Task Nothing_is_published_before_there_is_a_subscription_to_keep_it()
    {
        Assert.That(PublishAsync, Throws.TypeOf<GoogleApiException>());
        Assert.That(_topic.Taken, Is.Zero);

        _part.IsUp = true;
        await PublishAsync();

        Assert.That(_topic.Taken, Is.EqualTo(1));
    }

    [Test]
    public async Task A_topic_that_has_gone_is_made_again_before_the_next_try()
    {
        _part.IsUp = true;
        await PublishAsync();
        _topic.Failure = new GoogleApiException("Gone.", GoogleErrorKind.Transient, HttpStatusCode.NotFound);

        Assert.That(PublishAsync, Throws.TypeOf<GoogleApiException>());

        Assert.That(_part.Looks, Is.EqualTo(2));
    }

    private Task PublishAsync() => _provisioned.PublishAsync([Message], CancellationToken.None);
}
