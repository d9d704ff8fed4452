using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Admin.Replays;

namespace NextCode.Attempts.Consumer.Admin.Archive;

/// <summary>Archives letters that have become too old, every hour, where the settings say so.</summary>
internal sealed class ArchiveService(
    ReplayJobs jobs,
    IOptions<ConsumerOptions> options,
    TimeProvider timeProvider,
    ILogger<ArchiveService> logger
) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Admin.ArchiveAfter is not { } after)
        {
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            // While another job runs this one waits for the next hour.
            var (job, isNew) = jobs.Start(
                ReplayRequest.Archive(timeProvider.GetUtcNow() - after),
                "the archive's own rhythm"
            );
            if (isNew)
            {
                Log.Audit(
                    logger,
                    job.Status.StartedBy,
                    "started to archive",
                    $"job {job.Id}, letters older than {after}"
                );
            }

            await Task.Delay(Interval, timeProvider, stoppingToken);
        }
    }
}
