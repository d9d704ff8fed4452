namespace NextCode.Attempts.Google;

/// <summary>How a client reaches its Google API.</summary>
public sealed record GoogleClientOptions
{
    /// <summary>
    /// <c>HOST:PORT</c> of an emulator or stand-in, spoken to over plain HTTP and without credentials. Null (the
    /// default): the environment variable of the API (<c>PUBSUB_EMULATOR_HOST</c>, <c>BIGQUERY_EMULATOR_HOST</c>), else
    /// Google itself with the application default credentials.
    /// </summary>
    public string? EmulatorHost { get; init; }

    /// <summary>How long one try may take. Default 30 s; more than zero.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often a call that failed for a passing reason is tried again before the caller hears of it. Default 2, 0 to
    /// 10. Callers that hold the record themselves set 0 and keep their own rhythm.
    /// </summary>
    public int Retries { get; init; } = 2;

    /// <summary>The clock of time-outs and waits.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its bounds.</exception>
    internal GoogleClientOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TryTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Retries, 10);
        return this;
    }
}
