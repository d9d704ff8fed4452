using Microsoft.Extensions.Options;
using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Hosting;

/// <summary>
/// Looks for table and topic after the start, again and again until both are there, and says what is missing; then now
/// and then. It never stops the start: Pub/Sub keeps every message meanwhile.
/// </summary>
internal sealed class DependencyCheck(
    IDependencies dependencies,
    Readiness readiness,
    IOptions<ConsumerOptions> options,
    TimeProvider timeProvider,
    ILogger<DependencyCheck> logger
) : BackgroundService
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Oidc.IsOn)
        {
            Log.OidcOff(logger);
        }

        for (var wait = FirstWait; ; wait = wait * 2 < MaxWait ? wait * 2 : MaxWait)
        {
            var problems = await LookAsync(stoppingToken);
            if (!problems.SequenceEqual(readiness.Problems, StringComparer.Ordinal))
            {
                foreach (var problem in problems)
                {
                    Log.DependencyMissing(logger, problem);
                }
            }

            readiness.Problems = problems;
            if (problems.Count > 0)
            {
                await Task.Delay(wait, timeProvider, stoppingToken);
                continue;
            }

            Log.DependenciesFound(logger);
            wait = FirstWait;
            await Task.Delay(options.Value.CheckInterval, timeProvider, stoppingToken);
        }
    }

    private async Task<IReadOnlyList<string>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await dependencies.FindMissingAsync(cancellationToken);
        }
        catch (GoogleApiException exception)
        {
            return [exception.Message];
        }
    }
}
