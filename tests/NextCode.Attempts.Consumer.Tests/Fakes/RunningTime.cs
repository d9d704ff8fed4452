namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>A clock that runs on from noon: for what waits for times of day, as the circuit breaker does.</summary>
internal sealed class RunningTime : TimeProvider
{
    private readonly long _started = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => FixedTime.Noon + System.GetElapsedTime(_started);
}
