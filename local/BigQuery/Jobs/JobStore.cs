using NextCode.Attempts.Local.BigQuery.Queries;
using NextCode.Attempts.Local.BigQuery.Rest;

namespace NextCode.Attempts.Local.BigQuery.Jobs;

/// <summary>Starts queries and keeps their results, in memory, within bounds of number, bytes and age.</summary>
internal sealed class JobStore(QueryRunner queries, BigQueryStandInOptions options, ILogger logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Project, string Id), Job> _jobs = [];
    private readonly LinkedList<Job> _byAge = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <exception cref="ApiException">409: there is such a job already.</exception>
    public Job Start(string project, string? id, JobConfiguration configuration)
    {
        var now = Now();
        var job = new Job(project, id ?? $"job_{Guid.CreateVersion7(options.Time.GetUtcNow()):N}", configuration, now);
        lock (_gate)
        {
            if (!_jobs.TryAdd((job.Project, job.Id), job))
            {
                throw ApiException.Duplicate($"Job {project}:US.{job.Id}");
            }

            _byAge.AddLast(job);
            Trim(now);
        }

        // The time counts from here, so that it holds for a query that waits for its turn too.
        var timeout = new CancellationTokenSource(options.QueryTimeout, options.Time);
        job.Done = Task.Run(() => RunAsync(job, timeout));
        return job;
    }

    /// <exception cref="ApiException">404: there is no such job, or it is no longer kept.</exception>
    public Job Get(string project, string id)
    {
        lock (_gate)
        {
            Trim(Now());
            return _jobs.GetValueOrDefault((project, id))
                ?? throw ApiException.NotFound(
                    $"Job {project}:US.{id} (the stand-in keeps the last {options.MaxJobs} jobs, {options.MaxRetainedBytes} bytes of results, for {options.JobRetention.TotalMinutes} minutes and not over a restart)"
                );
        }
    }

    /// <summary>The jobs of a project, newest first.</summary>
    public IReadOnlyList<Job> List(string project)
    {
        lock (_gate)
        {
            Trim(Now());
            return [.. _byAge.Reverse().Where(job => job.Project == project)];
        }
    }

    /// <summary>Interrupts every query that runs.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Interrupts every query that runs and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        Stop();
        await Task.WhenAll(_byAge.Select(job => job.Done));
        foreach (var job in _byAge)
        {
            job.Dispose();
        }

        _stopping.Dispose();
    }

    private long Now() => options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task RunAsync(Job job, CancellationTokenSource timeout)
    {
        using (timeout)
        using (var any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stopping.Token, job.Cancelled))
        {
            await RunAsync(job, any.Token);
        }
    }

    private async Task RunAsync(Job job, CancellationToken cancellation)
    {
        var (result, error) = (QueryResult.Empty, (ApiException?)null);
        try
        {
            result = await queries.RunAsync(
                job.Project,
                job.Configuration.Query!,
                job.Configuration.DryRun == true,
                cancellation
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

        lock (_gate)
        {
            job.Outcome = new JobOutcome(result, error, Now());
            Trim(Now());
        }
    }

    /// <summary>Forgets the oldest finished jobs until the bounds hold; the newest job always stays.</summary>
    private void Trim(long now)
    {
        var bytes = _byAge.Sum(job => job.Outcome?.Result.Bytes ?? 0);
        for (var node = _byAge.First; node is not null && node != _byAge.Last; )
        {
            var (job, next) = (node.Value, node.Next);
            var tooOld = now - job.Created > options.JobRetention.TotalMilliseconds;
            if (!tooOld && _byAge.Count <= options.MaxJobs && bytes <= options.MaxRetainedBytes)
            {
                return;
            }

            if (job.Outcome is { } outcome)
            {
                bytes -= outcome.Result.Bytes;
                _byAge.Remove(node);
                _jobs.Remove((job.Project, job.Id));
                job.Dispose();
            }

            node = next;
        }
    }
}
