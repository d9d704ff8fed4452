using System.ComponentModel;
using System.Text.Json;
using NextCode.Attempts.Consumer.Admin.Access;
using NextCode.Attempts.Consumer.Admin.Replays;

namespace NextCode.Attempts.Consumer.Admin.Api;

/// <summary>Starting, watching and stopping replays.</summary>
internal static class ReplayEndpoints
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/admin/dead-letters/replay", StartAsync)
            .WithTags("Replays")
            .WithName("startReplay")
            .WithSummary("Puts letters back on the main topic, or with dryRun says what would come of it.")
            .Accepts<ReplayRequest>("application/json")
            .Produces<JobStatus>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict);
        app.MapPost("/admin/dead-letters/archive", StartArchiving)
            .WithTags("Replays")
            .WithName("startArchiving")
            .WithSummary("Moves old letters to the archive, where they outlive Pub/Sub's 31 days.")
            .Produces<JobStatus>(StatusCodes.Status202Accepted)
            .ProducesValidationProblem()
            .ProducesProblem(StatusCodes.Status409Conflict);
        var group = app.MapGroup("/admin/replays").WithTags("Replays");
        group
            .MapGet("", static (ReplayJobs jobs) => jobs.All)
            .WithName("listReplays")
            .WithSummary("The last jobs, newest first.");
        group
            .MapGet("/{job}", Get)
            .WithName("getReplay")
            .WithSummary("How far a job is.")
            .Produces<JobStatus>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group
            .MapDelete("/{job}", StopAsync)
            .WithName("stopReplay")
            .WithSummary("Stops a job; what it has put back stays so. One that has ended is left as it is.")
            .Produces<JobStatus>()
            .Produces<JobStatus>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>Starts a job, and says in the audit log who did.</summary>
    /// <returns>The job; null and why where another one runs.</returns>
    public static (ReplayJob? Job, ReplayJob Running) Start(
        string caller,
        ReplayRequest request,
        ReplayJobs jobs,
        ILogger logger
    )
    {
        var (job, isNew) = jobs.Start(request, caller);
        if (!isNew)
        {
            return (null, job);
        }

        Log.Audit(
            logger,
            caller,
            request.DryRun ? "started a dry run"
                : request.ToArchive ? "started to archive"
                : "started a replay",
            $"job {job.Id}, {request.Filter?.ToString() ?? "all letters"}, max {request.Max?.ToString() ?? "none"}"
        );
        return (job, job);
    }

    private static async Task<IResult> StartAsync(HttpContext context, ReplayJobs jobs, ILogger<ReplayJobs> logger)
    {
        if (!context.Request.HasJsonContentType())
        {
            return Results.Problem(
                statusCode: StatusCodes.Status415UnsupportedMediaType,
                detail: "The body must be application/json."
            );
        }

        ReplayRequest? request;
        try
        {
            request = await context.Request.ReadFromJsonAsync<ReplayRequest>(AdminJson.Options, context.RequestAborted);
        }
        catch (JsonException exception)
        {
            return Problems.Invalid("body", $"Not a replay's JSON at {exception.Path}: {Short(exception.Message)}");
        }

        if (request is null)
        {
            return Problems.Invalid("body", "The body is null.");
        }

        if (request.Errors() is { Count: > 0 } errors)
        {
            return Results.ValidationProblem(errors.ToDictionary());
        }

        return ToResult(request, context, jobs, logger);
    }

    // What Cloud Scheduler, or somebody in a hurry, asks for.
    private static IResult StartArchiving(
        HttpContext context,
        ReplayJobs jobs,
        TimeProvider timeProvider,
        ILogger<ReplayJobs> logger,
        [Description("Only letters that are at least so many days old, 0 to 30.")] int olderThanDays
    ) =>
        olderThanDays is < 0 or > 30
            ? Problems.Invalid("olderThanDays", "olderThanDays must be 0 to 30.")
            : ToResult(ReplayRequest.Archive(timeProvider.GetUtcNow().AddDays(-olderThanDays)), context, jobs, logger);

    private static IResult ToResult(ReplayRequest request, HttpContext context, ReplayJobs jobs, ILogger logger)
    {
        if ((request.FromArchive || request.ToArchive) && !jobs.HasArchive)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status409Conflict,
                detail: "There is no archive: Consumer:Admin:Store is not set."
            );
        }

        var (job, running) = Start(AdminCaller.Of(context), request, jobs, logger);
        return job is not null
            ? Results.Accepted($"/admin/replays/{job.Id}", job.Status)
            : Results.Problem(
                statusCode: StatusCodes.Status409Conflict,
                detail: Busy(running),
                extensions: new Dictionary<string, object?> { ["job"] = running.Id }
            );
    }

    private static IResult Get(string job, ReplayJobs jobs) =>
        jobs.Find(job) is { } found ? Results.Ok(found.Status) : NoSuchJob();

    private static async Task<IResult> StopAsync(
        HttpContext context,
        string job,
        ReplayJobs jobs,
        TimeProvider timeProvider,
        ILogger<ReplayJobs> logger
    )
    {
        if (jobs.Find(job) is not { } found)
        {
            return NoSuchJob();
        }

        if (found.IsRunning)
        {
            Log.Audit(logger, AdminCaller.Of(context), "stopped a job", found.Id);
            found.Stop();
            await Task.WhenAny(found.Ended, Task.Delay(StopPatience, timeProvider, context.RequestAborted));
        }

        return found.IsRunning
            ? Results.Accepted($"/admin/replays/{found.Id}", found.Status)
            : Results.Ok(found.Status);
    }

    /// <summary>Why a job cannot be started.</summary>
    public static string Busy(ReplayJob running) => $"Job {running.Id} runs. Wait for it, or stop it.";

    private static IResult NoSuchJob() =>
        Results.Problem(
            statusCode: StatusCodes.Status404NotFound,
            detail: "There is no such job: it never was, or it is too long ago."
        );

    // The reader's message names its own types and line numbers after the first sentence.
    private static string Short(string message) => message.Split(" Path:")[0];
}
