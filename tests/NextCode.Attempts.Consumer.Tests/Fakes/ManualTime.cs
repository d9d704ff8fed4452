namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>A clock that moves when told; its timers are the system's.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ticks = FixedTime.Noon.Ticks;

    public override DateTimeOffset GetUtcNow() => new(Volatile.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
