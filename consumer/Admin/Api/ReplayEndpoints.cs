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

    /// <summary>Starts a job; 409 while another one runs.</summary>
    public static IResult Start(string caller, ReplayRequest request, ReplayJobs jobs, ILogger logger)
    {
        if (request.Errors() is { Count: > 0 } errors)
        {
            return Results.ValidationProblem(errors.ToDictionary());
        }

        var (job, isNew) = jobs.Start(request, caller);
        if (!isNew)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status409Conflict,
                detail: $"Job {job.Id} runs. Wait for it, or stop it.",
                extensions: new Dictionary<string, object?> { ["job"] = job.Id }
            );
        }

        var what =
            $"job {job.Id}, {request.Filter?.ToString() ?? "all letters"}, max {request.Max?.ToString() ?? "none"}";
        Log.Audit(logger, caller, request.DryRun ? "started a dry run" : "started a replay", what);
        return Results.Accepted($"/admin/replays/{job.Id}", job.Status);
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

        return request is null
            ? Problems.Invalid("body", "The body is null.")
            : Start(AdminCaller.Of(context), request, jobs, logger);
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

    private static IResult NoSuchJob() =>
        Results.Problem(
            statusCode: StatusCodes.Status404NotFound,
            detail: "There is no such job: it never was, or it is too long ago."
        );

    // The reader's message names its own types and line numbers after the first sentence.
    private static string Short(string message) => message.Split(" Path:")[0];
}
