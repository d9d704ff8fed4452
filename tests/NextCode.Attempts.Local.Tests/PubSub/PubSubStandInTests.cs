using System.Net;
using NextCode.Attempts.Local.PubSub;

namespace NextCode.Attempts.Local.Tests.PubSub;

internal sealed class PubSubStandInTests
{
    private TemporaryDirectory _directory = null!;

    [SetUp]
    public void CreateDirectory() => _directory = new TemporaryDirectory();

    [TearDown]
    public void DeleteDirectory() => _directory.Dispose();

    [Test]
    public void A_directory_that_cannot_be_written_is_named_with_the_reason()
    {
        var file = Path.Combine(_directory.Path, "file");
        File.WriteAllText(file, "");
        var impossible = Path.Combine(file, "data");

        Assert.That(
            () => PubSubStandIn.Create(Options(impossible)),
            Throws.TypeOf<IOException>().With.Message.Contains($"cannot use the data directory '{impossible}'")
        );
    }

    [Test]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "pubsub.db"), new string('x', 5000));

        Assert.That(() => PubSubStandIn.Create(Options(_directory.Path)), Throws.TypeOf<IOException>());
    }

    [Test]
    public async Task A_directory_serves_one_stand_in_at_a_time()
    {
        await using (PubSubStandIn.Create(Options(_directory.Path)))
        {
            Assert.That(
                () => PubSubStandIn.Create(Options(_directory.Path)),
                Throws.TypeOf<IOException>().With.Message.Contains(_directory.Path)
            );
        }

        await using var successor = PubSubStandIn.Create(Options(_directory.Path));
        Assert.That(successor, Is.Not.Null);
    }

    [Test]
    public async Task A_directory_that_does_not_exist_is_created()
    {
        var directory = Path.Combine(_directory.Path, "new", "nested");

        await using var standIn = PubSubStandIn.Create(Options(directory));

        Assert.That(Path.Combine(directory, "pubsub.db"), Does.Exist);
    }

    [Test]
    public void Every_option_out_of_bounds_is_named()
    {
        var options = Options(" ") with { MaxPushesInFlight = 0, PayloadCacheBytes = -1, MaxBacklog = 0 };

        Assert.That(
            () => PubSubStandIn.Create(options),
            Throws
                .ArgumentException.With.Message.Contains("DataDirectory")
                .And.Message.Contains("MaxPushesInFlight")
                .And.Message.Contains("PayloadCacheBytes")
                .And.Message.Contains("MaxBacklog")
        );
    }

    private static PubSubStandInOptions Options(string directory) =>
        new() { Listen = new IPEndPoint(IPAddress.Loopback, 0), DataDirectory = directory };
}
