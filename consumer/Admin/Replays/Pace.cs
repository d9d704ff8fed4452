namespace NextCode.Attempts.Consumer.Admin.Replays;

/// <summary>Spreads letters over time.</summary>
internal sealed class Pace(double? perSecond, TimeProvider timeProvider)
{
    private const int MaxStep = 1000;
    private readonly long _started = timeProvider.GetTimestamp();
    private TimeSpan _due;

    /// <summary>How many letters to take at a time: a quarter of a second's.</summary>
    public int Step => perSecond is { } rate ? Math.Clamp((int)(rate / 4), 1, MaxStep) : MaxStep;

    /// <summary>Waits until so many more may go.</summary>
    public async Task WaitAsync(int letters, CancellationToken cancellationToken)
    {
        if (perSecond is not { } rate)
        {
            return;
        }

        var now = timeProvider.GetElapsedTime(_started);
        if (_due > now)
        {
            await Task.Delay(_due - now, timeProvider, cancellationToken);
        }

        // What was not used in a pause is not made up for.
        _due = (_due > now ? _due : now) + TimeSpan.FromSeconds(letters / rate);
    }
}
