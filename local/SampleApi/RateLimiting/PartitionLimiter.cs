using System.Threading.RateLimiting;

namespace NextCode.Attempts.Local.SampleApi.RateLimiting;

/// <summary>One partition of a limiter that others count on as well.</summary>
internal sealed class PartitionLimiter(PartitionedRateLimiter<string> limiter, string key) : RateLimiter
{
    /// <summary>Holds no state of its own, so it may be dropped at any time.</summary>
    public override TimeSpan? IdleDuration => TimeSpan.MaxValue;

    public override RateLimiterStatistics? GetStatistics() => limiter.GetStatistics(key);

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => limiter.AttemptAcquire(key, permitCount);

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount,
        CancellationToken cancellationToken
    ) => limiter.AcquireAsync(key, permitCount, cancellationToken);
}
