using System.Text.Json;
using NextCode.Attempts.Consumer.Enrichment.Asn;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace NextCode.Attempts.Consumer.Enrichment.Iptoasn;

/// <summary>
/// One more try within the time there is, and no calls at all for a while after most failed: a row waits for its network
/// no longer than <see cref="AsnOptions.ServiceTimeout"/>, and not at all while the service is down.
/// </summary>
internal static class IptoasnPipeline
{
    private const int MinimumCalls = 10;
    private static readonly TimeSpan Backoff = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Break = TimeSpan.FromSeconds(15);

    public static ResiliencePipeline Create(AsnOptions options, TimeProvider timeProvider, ILogger logger)
    {
        var failures = new PredicateBuilder()
            .Handle<HttpRequestException>()
            .Handle<TimeoutRejectedException>()
            .Handle<JsonException>();
        return new ResiliencePipelineBuilder { TimeProvider = timeProvider }
            .AddTimeout(options.ServiceTimeout)
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = 1,
                    Delay = Backoff,
                    UseJitter = true,
                    ShouldHandle = failures,
                }
            )
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    FailureRatio = 0.5,
                    MinimumThroughput = MinimumCalls,
                    SamplingDuration = Sampling,
                    BreakDuration = Break,
                    ShouldHandle = failures,
                    OnOpened = arguments =>
                    {
                        var why = arguments.Outcome.Exception?.Message ?? "";
                        Log.IptoasnPaused(logger, options.Service, Break.TotalSeconds, why);
                        return default;
                    },
                    OnClosed = _ =>
                    {
                        Log.IptoasnResumed(logger, options.Service);
                        return default;
                    },
                }
            )
            .AddTimeout(options.ServiceTimeout / 2)
            .Build();
    }
}
