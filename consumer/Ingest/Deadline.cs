namespace NextCode.Attempts.Consumer.Ingest;

/// <summary>When a message's answer is due. It costs a timer only where something is waited for.</summary>
internal readonly struct Deadline(TimeProvider timeProvider, TimeSpan time)
{
    private readonly long _started = timeProvider.GetTimestamp();

    private TimeSpan Remaining =>
        time - timeProvider.GetElapsedTime(_started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <exception cref="TimeoutException">The deadline passed first.</exception>
    public Task<T> WaitForAsync<T>(Task<T> task) => task.IsCompleted ? task : task.WaitAsync(Remaining, timeProvider);

    /// <summary>Cancelled at the deadline.</summary>
    public CancellationTokenSource ToTokenSource() => new(Remaining, timeProvider);
}
