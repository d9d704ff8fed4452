namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>
/// When to call again after failures: pauses double from the least to the most, each drawn between half of it and all
/// of it so that processes do not call in step. While a pause lasts nothing is called; after it one call is let
/// through, and only its success lets all through (a circuit breaker). Not safe for concurrent use.
/// </summary>
internal sealed class Backoff(TimeSpan least, TimeSpan most, Random random)
{
    private int _failures;
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    /// <summary>Whether the last call failed: one at a time until one succeeds.</summary>
    public bool IsOpen => _failures > 0;

    /// <summary>How long nothing may be called; zero when something may.</summary>
    public TimeSpan Remaining(DateTimeOffset now) => now < _until ? _until - now : TimeSpan.Zero;

    /// <summary>A call succeeded; the number of failures before it.</summary>
    public int Succeeded()
    {
        var failures = _failures;
        _failures = 0;
        _until = DateTimeOffset.MinValue;
        return failures;
    }

    /// <summary>A call failed; the pause there will be. Calls that were in flight together count as one failure.</summary>
    public TimeSpan Failed(DateTimeOffset now, TimeSpan? asked)
    {
        if (now < _until)
        {
            return _until - now;
        }

        var doubled = least * Math.Pow(2, Math.Min(_failures, 30));
        var pause = (doubled < most ? doubled : most) * (0.5 + (0.5 * random.NextDouble()));
        if (asked > pause)
        {
            pause = asked.Value < most ? asked.Value : most;
        }

        // Timers know whole milliseconds and cut the rest: a pause must not end a little before its time.
        pause = TimeSpan.FromMilliseconds(Math.Ceiling(pause.TotalMilliseconds));
        _failures++;
        _until = now + pause;
        return pause;
    }
}
