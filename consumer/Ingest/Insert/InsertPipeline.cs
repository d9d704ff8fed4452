using NextCode.Attempts.Google;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace NextCode.Attempts.Consumer.Ingest.Insert;

/// <summary>
/// Tries a call again while it fails for a passing reason, and stops asking during an outage: then every push is
/// answered 503 at once, and Pub/Sub backs off.
/// </summary>
internal static class InsertPipeline
{
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(10);
    private const int MinimumCalls = 6;

    public static ResiliencePipeline Create(
        ConsumerOptions options,
        TimeProvider timeProvider,
        CircuitBreakerStateProvider state,
        Action onRetry,
        ILogger logger
    ) =>
        new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddRetry(
                new RetryStrategyOptions
                {
                    // Ended by the push's deadline rather than by a count.
                    MaxRetryAttempts = 100,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = options.InsertBackoff,
                    MaxDelay = MaxDelay,
                    ShouldHandle = new PredicateBuilder().Handle<GoogleApiException>(IsPassing),
                    DelayGenerator = static arguments =>
                        ValueTask.FromResult((arguments.Outcome.Exception as GoogleApiException)?.RetryAfter),
                    OnRetry = _ =>
                    {
                        onRetry();
                        return default;
                    },
                }
            )
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.5,
                    MinimumThroughput = MinimumCalls,
                    SamplingDuration = Sampling,
                    BreakDuration = options.OutageBreak,
                    StateProvider = state,
                    ShouldHandle = new PredicateBuilder().Handle<GoogleApiException>(static exception =>
                        !IsAboutContent(exception)
                    ),
                    OnOpened = arguments =>
                    {
                        var why = arguments.Outcome.Exception?.Message ?? "";
                        Log.InsertsPaused(logger, arguments.BreakDuration.TotalSeconds, why);
                        return default;
                    },
                    OnClosed = _ =>
                    {
                        Log.InsertsResumed(logger);
                        return default;
                    },
                }
            )
            .Build();

    /// <summary>Whether the call was refused for what it carried, so that a smaller part of it may pass.</summary>
    public static bool IsAboutContent(GoogleApiException exception) => (int?)exception.Status is 400 or 413;

    // A used-up quota does not come back within a push's deadline (google's advice: back off long).
    private static bool IsPassing(GoogleApiException exception) =>
        exception.Kind is not GoogleErrorKind.Permanent
        && !IsAboutContent(exception)
        && exception.Reason is not "quotaExceeded";
}
