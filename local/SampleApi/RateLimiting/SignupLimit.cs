using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using NextCode.Attempts.Local.SampleApi.Operations;
using NextCode.Attempts.Local.SampleApi.Rest;

namespace NextCode.Attempts.Local.SampleApi.RateLimiting;

/// <summary>
/// At most 5 signups of one fingerprint in a minute, counted together over REST (by ASP.NET's rate limiter) and GraphQL
/// (by the resolver, because one document may hold several mutations). Requests without a fingerprint are not limited.
/// </summary>
internal sealed class SignupLimit : IDisposable
{
    public const string Policy = "signup-by-fingerprint";

    private const int Permits = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _byFingerprint = PartitionedRateLimiter.Create<string, string>(
        fingerprint =>
            RateLimitPartition.GetSlidingWindowLimiter(
                fingerprint,
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = Permits,
                    Window = Window,
                    SegmentsPerWindow = 12,
                }
            )
    );

    public static Refusal Refusal { get; } =
        new(
            ErrorCode.RateLimited,
            StatusCodes.Status429TooManyRequests,
            "Too many sign-ups from this device. Try again in a minute."
        );

    /// <summary>Counts one signup.</summary>
    /// <returns>Whether it may go on.</returns>
    public bool TryAcquire(string? fingerprint)
    {
        if (fingerprint is null)
        {
            return true;
        }

        using var lease = _byFingerprint.AttemptAcquire(fingerprint);
        return lease.IsAcquired;
    }

    /// <summary>Gives ASP.NET's rate limiter the policy.</summary>
    public void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = Refusal.HttpStatus;
        options.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString();
            return new ValueTask(Problems.Of(Refusal).ExecuteAsync(rejected.HttpContext));
        };
        options.AddPolicy(
            Policy,
            context =>
                Fingerprint.Of(context) is { } fingerprint
                    ? RateLimitPartition.Get(fingerprint, key => new PartitionLimiter(_byFingerprint, key))
                    : RateLimitPartition.GetNoLimiter("")
        );
    }

    public void Dispose() => _byFingerprint.Dispose();
}
