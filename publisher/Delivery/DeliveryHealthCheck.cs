using Microsoft.Extensions.Diagnostics.HealthChecks;
using NextCode.Attempts.Publisher.Spool;

namespace NextCode.Attempts.Publisher.Delivery;

/// <summary>
/// Degraded while attempts wait too long, fill too much of a bound, are refused by Pub/Sub, or are held in memory for
/// want of a disk. Never unhealthy: an API that cannot report its attempts still serves.
/// </summary>
internal sealed class DeliveryHealthCheck(
    AttemptLog log,
    RecoveredSpools recovered,
    DeliveryPump pump,
    DeliveryOptions options,
    TimeProvider time
) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var age = log.Oldest is { } oldest ? time.GetUtcNow() - oldest : TimeSpan.Zero;
        var fill = log.Fill;
        var data = new Dictionary<string, object>
        {
            ["pending"] = log.Pending,
            ["adopted"] = recovered.Pending,
            ["oldest_age_seconds"] = age.TotalSeconds,
            ["fill"] = fill,
        };
        var problems = Problems(age, fill).ToList();
        return Task.FromResult(
            problems.Count == 0
                ? HealthCheckResult.Healthy("Attempts are sent as they come.", data)
                : HealthCheckResult.Degraded(string.Join(' ', problems), data: data)
        );
    }

    private IEnumerable<string> Problems(TimeSpan age, double fill)
    {
        if (pump.Refusal is { } refusal)
        {
            yield return $"Pub/Sub refuses attempts: {refusal}.";
        }

        if (age >= options.DegradedAge)
        {
            yield return $"The oldest attempt has waited {age}.";
        }

        if (fill >= options.DegradedFill)
        {
            yield return $"{fill:P0} of a bound is used.";
        }

        if (log.IsFallenBack)
        {
            yield return "The spool cannot be written; attempts are held in memory.";
        }
    }
}
