namespace NextCode.Attempts.Local.PubSub.Queues;

/// <summary>Exponential back-off between two bounds, doubling with every failure.</summary>
internal sealed record RetrySchedule(TimeSpan Minimum, TimeSpan Maximum)
{
    /// <summary>How long to wait after the given number of failures, which is at least 1.</summary>
    public TimeSpan DelayAfter(int failures)
    {
        var doubled = Minimum.TotalSeconds * Math.Pow(2, failures - 1);
        return doubled >= Maximum.TotalSeconds ? Maximum : TimeSpan.FromSeconds(doubled);
    }
}
