using NextCode.Attempts.Local.PubSub.Queues;

namespace NextCode.Attempts.Local.PubSub.Push;

/// <summary>
/// How long a subscription without a retry policy pauses after refusals: 100 ms, doubling up to 60 s, back to nothing
/// at the first success (https://cloud.google.com/pubsub/docs/push#push_backoff). Not thread-safe.
/// </summary>
internal sealed class PushBackoff(TimeProvider time)
{
    private static readonly RetrySchedule Schedule = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60));

    private int _level;
    private long _pausedAt;
    private TimeSpan _pause;

    /// <summary>What is left of the pause.</summary>
    public TimeSpan Remaining
    {
        get
        {
            var left = _pause - time.GetElapsedTime(_pausedAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Succeeded() => _level = 0;

    /// <summary>
    /// Notes a refusal. Refusals of pushes that were under way together are one: those that began before the last pause
    /// do not lengthen it.
    /// </summary>
    /// <param name="began">When the refused push began, on the monotonic clock.</param>
    public void Failed(long began)
    {
        if (_pause > TimeSpan.Zero && began < _pausedAt)
        {
            return;
        }
        _pausedAt = time.GetTimestamp();
        _pause = Schedule.DelayAfter(++_level);
    }
}
