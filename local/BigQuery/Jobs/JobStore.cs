using NextCode.Attempts.Local.BigQuery.Queries;
using NextCode.Attempts.Local.BigQuery.Rest;

namespace NextCode.Attempts.Local.BigQuery.Jobs;

/// <summary>Starts queries and keeps their results, in memory, within bounds of number, bytes and age.</summary>
internal sealed class JobStore(QueryRunner queries, BigQueryStandInOptions options, ILogger logger) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Project, string Id), Job> jobs = [];
    private readonly LinkedList<Job> byAge = [];
    private readonly CancellationTokenSource stopping = new();

    /// <exception cref="ApiException">409: there is such a job already.</exception>
    public Job Start(string project, string? id, JobConfiguration configuration)
    {
        var now = Now();
        var job = new Job(project, id ?? $"job_{Guid.CreateVersion7(options.Time.GetUtcNow()):N}", configuration, now);
        lock (gate)
        {
            if (!jobs.TryAdd((job.Project, job.Id), job))
            {
                throw ApiException.Duplicate($"Job {project}:US.{job.Id}");
            }

            byAge.AddLast(job);
            Trim(now);
        }

        job.Done = Task.Run(() => RunAsync(job));
        return job;
    }

    /// <exception cref="ApiException">404: there is no such job, or it is no longer kept.</exception>
    public Job Get(string project, string id)
    {
        lock (gate)
        {
            Trim(Now());
            return jobs.GetValueOrDefault((project, id))
                ?? throw ApiException.NotFound(
                    $"Job {project}:US.{id} (the stand-in keeps the last {options.MaxJobs} jobs, {options.MaxRetainedBytes} bytes of results, for {options.JobRetention.TotalMinutes} minutes and not over a restart)"
                );
        }
    }

    /// <summary>The jobs of a project, newest first.</summary>
    public IReadOnlyList<Job> List(string project)
    {
        lock (gate)
        {
            Trim(Now());
            return [.. byAge.Reverse().Where(job => job.Project == project)];
        }
    }

    /// <summary>Interrupts every query that runs.</summary>
    public void Stop() => stopping.Cancel();

    public void Dispose()
    {
        foreach (var job in byAge)
        {
            job.Dispose();
        }

        stopping.Dispose();
    }

    private long Now() => options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task RunAsync(Job job)
    {
        using var timeout = new CancellationTokenSource(options.QueryTimeout, options.Time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping.Token, job.Cancelled);
        var (result, error) = (QueryResult.Empty, (ApiException?)null);
        try
        {
            result = await queries.RunAsync(
                job.Project,
                job.Configuration.Query!,
                job.Configuration.DryRun == true,
                any.Token
            );
        }
        catch (ApiException e)
        {
            error = e;
        }
        catch (OperationCanceledException)
        {
            error = new ApiException(400, "stopped", "Job execution was cancelled before it began");
        }
        catch (Exception e)
        {
            // Whatever it was, the job must end, and say so to whoever polls it.
            Log.JobFailed(logger, job.Id, e);
            error = new ApiException(
                500,
                "internalError",
                $"The stand-in failed to run the query: {e.Message}",
                inner: e
            );
        }

        lock (gate)
        {
            job.Outcome = new JobOutcome(result, error, Now());
            Trim(Now());
        }
    }

    /// <summary>Forgets the oldest finished jobs until the bounds hold; the newest job always stays.</summary>
    private void Trim(long now)
    {
        var bytes = byAge.Sum(job => job.Outcome?.Result.Bytes ?? 0);
        for (var node = byAge.First; node is not null && node != byAge.Last; )
        {
            var (job, next) = (node.Value, node.Next);
            var tooOld = now - job.Created > options.JobRetention.TotalMilliseconds;
            if (!tooOld && byAge.Count <= options.MaxJobs && bytes <= options.MaxRetainedBytes)
            {
                return;
            }

            if (job.Outcome is { } outcome)
            {
                bytes -= outcome.Result.Bytes;
                byAge.Remove(node);
                jobs.Remove((job.Project, job.Id));
                job.Dispose();
            }

            node = next;
        }
    }
}
