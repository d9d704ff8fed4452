namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>A clock that stands still; its timers are the system's.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public FixedTime()
        : this(Noon) { }

    public override DateTimeOffset GetUtcNow() => now;
}
