using NextCode.Attempts.Local.PubSub;

namespace NextCode.Attempts.Local.Tests.PubSub;

/// <summary>A stand-in of its own for each test, with a topic <c>topic</c> and a clock that stands still.</summary>
[CancelAfter(60_000)]
internal abstract class StandInFixture
{
    protected ManualTimeProvider Time { get; private set; } = null!;

    protected TemporaryDirectory Data { get; private set; } = null!;

    protected RunningStandIn PubSub { get; set; } = null!;

    [SetUp]
    public async Task StartStandInAsync()
    {
        Time = new ManualTimeProvider();
        Data = new TemporaryDirectory();
        PubSub = await RunningStandIn.StartAsync(Data, Time, Configure);
        await PubSub.CreateTopicAsync("topic");
    }

    [TearDown]
    public async Task StopStandInAsync()
    {
        await PubSub.DisposeAsync();
        Data.Dispose();
    }

    /// <summary>What this fixture wants other than the defaults.</summary>
    protected virtual PubSubStandInOptions Configure(PubSubStandInOptions options) => options;

    /// <summary>Waits until so many messages are unacknowledged, over all subscriptions.</summary>
    protected async Task BacklogIsAsync(int count)
    {
        while (!(await PubSub.SendAsync(HttpMethod.Get, "/")).Text.Contains($", {count} unacknowledged"))
        {
            await Task.Yield();
        }
    }
}
