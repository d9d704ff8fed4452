using System.Collections.Concurrent;
using System.Diagnostics;
using NextCode.Attempts.Google.PubSub;

namespace NextCode.Attempts.Benchmarks.Delivery;

/// <summary>
/// Notes, for every attempt, how long it took from its append to Pub/Sub's answer, and how much of that the stand-in
/// had: the stand-in's time comes back by the trace the call carries.
/// </summary>
internal sealed class TimedTopic(ITopic topic, long[] appended) : ITopic
{
    private readonly ConcurrentDictionary<string, TimeSpan> _standIn = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<(double Total, double Own)> _samples = [];
    private int _calls;

    public string Name => topic.Name;

    public int Calls => _calls;

    public IReadOnlyCollection<(double Total, double Own)> Samples => _samples;

    /// <summary>Called by the stand-in's side.</summary>
    public void Handled(string traceId, TimeSpan time) => _standIn[traceId] = time;

    public async Task<IReadOnlyList<string>> PublishAsync(
        IReadOnlyList<PubSubMessage> messages,
        CancellationToken cancellationToken
    )
    {
        using var call = new Activity("publish").SetIdFormat(ActivityIdFormat.W3C).Start();
        var ids = await topic.PublishAsync(messages, cancellationToken);
        var answered = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _calls);
        _standIn.TryRemove(call.TraceId.ToHexString(), out var standIn);
        foreach (var message in messages)
        {
            var total = Stopwatch.GetElapsedTime(appended[int.Parse(message.Attributes["ce-id"])], answered);
            _samples.Add((total.TotalMilliseconds, (total - standIn).TotalMilliseconds));
        }

        return ids;
    }
}
