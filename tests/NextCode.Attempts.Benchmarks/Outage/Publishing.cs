using System.Diagnostics;
using NextCode.Attempts.Benchmarks.Consumer;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Benchmarks.Outage;

/// <summary>Publishes made-up signups at a steady rate until it is disposed of.</summary>
internal sealed class Publishing : IAsyncDisposable
{
    private const int MaxMessages = 500;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private long _published;

    public Publishing(ITopic topic, int perSecond) => _running = RunAsync(topic, perSecond);

    /// <summary>Messages that Pub/Sub has acknowledged.</summary>
    public long Count => Interlocked.Read(ref _published);

    /// <summary>Publishes no more; what was under way is counted.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(ITopic topic, int perSecond)
    {
        var started = Stopwatch.GetTimestamp();
        while (!_stop.IsCancellationRequested)
        {
            var due = (long)(Stopwatch.GetElapsedTime(started).TotalSeconds * perSecond) - Count;
            if (due > 0)
            {
                var messages = Enumerable
                    .Range(0, (int)Math.Min(due, MaxMessages))
                    .Select(_ => SamplePush.Message(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString()));
                Interlocked.Add(
                    ref _published,
                    (await topic.PublishAsync([.. messages], CancellationToken.None)).Count
                );
            }

            await Task.Delay(Tick, TimeProvider.System);
        }
    }
}
