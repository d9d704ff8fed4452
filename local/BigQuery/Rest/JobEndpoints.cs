using NextCode.Attempts.Local.BigQuery.Jobs;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>jobs.insert, get, list, cancel and delete.</summary>
internal sealed class JobEndpoints(JobStore jobs, TimeProvider time)
{
    /// <summary>jobs.insert answers at once when the query is done within this time, so that clients need not poll.</summary>
    private static readonly TimeSpan InsertWait = TimeSpan.FromSeconds(1);

    public void Map(IEndpointRouteBuilder routes)
    {
        const string all = "/bigquery/v2/projects/{project}/jobs";
        const string one = all + "/{job}";
        routes.MapGet(all, ListAsync);
        routes.MapPost(all, InsertAsync);
        routes.MapGet(one, http => http.WriteAsync(Describe(Find(http), http), BigQueryJson.Default.JobResource));
        routes.MapPost(one + "/cancel", CancelAsync);
    }

    private Job Find(HttpContext http) => jobs.Get(http.Route("project"), http.Route("job"));

    private async Task InsertAsync(HttpContext http)
    {
        var request = await http.ReadAsync(BigQueryJson.Default.JobResource);
        if (request.Configuration is not { Query: not null } configuration)
        {
            throw ApiException.Invalid("Only query jobs are supported by the stand-in.", "configuration");
        }

        var job = jobs.Start(http.Route("project"), request.JobReference?.JobId, configuration);
        if (configuration.DryRun == true)
        {
            await job.Done.WaitAsync(http.RequestAborted);
            if (job.Outcome?.Error is { } error)
            {
                throw error;
            }
        }
        else
        {
            await Waiting.ForAsync(job, InsertWait, time, http.RequestAborted);
        }

        await http.WriteAsync(Describe(job, http), BigQueryJson.Default.JobResource);
    }

    private Task ListAsync(HttpContext http)
    {
        var (page, next) = Paging.Page(http, jobs.List(http.Route("project")), size: 1000);
        var items = page.Select(job =>
        {
            var described = Describe(job, http);
            return described with { State = described.Status!.State, ErrorResult = described.Status.ErrorResult };
        });
        return http.WriteAsync(new JobList("bigquery#jobList", [.. items], next), BigQueryJson.Default.JobList);
    }

    private async Task CancelAsync(HttpContext http)
    {
        var job = Find(http);
        await job.CancelAsync();
        await http.WriteAsync(
            new JobCancelResponse("bigquery#jobCancelResponse", Describe(job, http)),
            BigQueryJson.Default.JobCancelResponse
        );
    }

    private static JobResource Describe(Job job, HttpContext http)
    {
        var outcome = job.Outcome;
        var error = outcome?.Error is { } e ? new ErrorProto(e.Reason, e.Location, null, e.Message) : null;
        return new JobResource
        {
            Kind = "bigquery#job",
            Id = $"{job.Project}:US.{job.Id}",
            SelfLink = $"{http.Root()}/bigquery/v2/projects/{job.Project}/jobs/{job.Id}",
            UserEmail = "local@stand-in.invalid",
            JobReference = new JobReference(job.Project, job.Id, "US"),
            Configuration = job.Configuration with { JobType = "QUERY" },
            Statistics = new JobStatistics
            {
                CreationTime = $"{job.Created}",
                StartTime = $"{job.Created}",
                EndTime = outcome is null ? null : $"{outcome.Ended}",
                Query = outcome is null
                    ? null
                    : new QueryStatistics(
                        "SELECT",
                        TotalBytesProcessed: "0",
                        CacheHit: false,
                        new SchemaResource { Fields = SchemaReader.Describe(outcome.Result.Columns) }
                    ),
            },
            Status = new JobStatus(outcome is null ? "RUNNING" : "DONE", error, error is null ? null : [error]),
        };
    }
}
