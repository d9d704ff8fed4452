using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using NextCode.Attempts.Consumer.Admin.Access;
using NextCode.Attempts.Consumer.Admin.Api;
using NextCode.Attempts.Consumer.Admin.Letters;
using NextCode.Attempts.Consumer.Admin.Replays;

namespace NextCode.Attempts.Consumer.Admin.Page;

/// <summary>The page at <c>/admin/</c>: rendered here, forms and links only; a script shows progress where there is one.</summary>
internal static class PageEndpoints
{
    private const int PageSize = 50;

    // Nothing but our own style sheet, script and API; no frame around it.
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/admin").ExcludeFromDescription();
        group.AddEndpointFilter(
            static (context, next) =>
            {
                context.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
                return next(context);
            }
        );
        group.MapGet("/", LettersAsync);
        group.MapGet(
            "/letters/{id}",
            static (HttpContext c, string id, LetterReader r, ILogger<LetterReader> l) =>
                LetterAsync(c, id, isMasked: true, r, l)
        );
        group.MapPost(
            "/letters/{id}",
            static (HttpContext c, string id, LetterReader r, ILogger<LetterReader> l) =>
                LetterAsync(c, id, isMasked: false, r, l)
        );
        group.MapGet("/jobs/{id}", Job);
        group.MapPost("/jobs", StartAsync);
        group.MapPost("/jobs/{id}/stop", Stop);
        group.MapGet("/runbook", static (HttpContext c) => Page<RunbookPage>(c, []));
        group.MapGet("/assets/{name}", PageAssets.Get);
    }

    private static async Task<IResult> LettersAsync(
        HttpContext context,
        [AsParameters] LetterQuery query,
        LetterReader reader,
        ReplayJobs jobs,
        ILogger<LetterReader> logger
    )
    {
        try
        {
            var problem = query.Errors().Values.SelectMany(static errors => errors).FirstOrDefault();
            return await RenderLettersAsync(
                context,
                query.ToFilter(),
                query.Cursor,
                reader,
                jobs,
                logger,
                problem: problem,
                status: problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest
            );
        }
        catch (UnknownCursorException)
        {
            return Results.Redirect("/admin/");
        }
    }

    private static async Task<IResult> RenderLettersAsync(
        HttpContext context,
        LetterFilter filter,
        string? cursor,
        LetterReader reader,
        ReplayJobs jobs,
        ILogger logger,
        ReplayRequest? request = null,
        string? problem = null,
        int status = StatusCodes.Status200OK
    )
    {
        var overview = await reader.OverviewAsync(filter, PageSize, cursor, context.RequestAborted);
        Log.Audit(
            logger,
            AdminCaller.Of(context),
            "listed letters without data",
            $"{filter}; {overview.Letters.Count} of {overview.Matched}"
        );
        return Page<LettersPage>(
            context,
            [
                new(nameof(LettersPage.Overview), overview),
                new(nameof(LettersPage.Filter), filter),
                new(nameof(LettersPage.Jobs), jobs.All.Take(10).ToList()),
                new(nameof(LettersPage.Request), request),
                new(nameof(LettersPage.Problem), problem),
            ],
            status
        );
    }

    private static async Task<IResult> LetterAsync(
        HttpContext context,
        string id,
        bool isMasked,
        LetterReader reader,
        ILogger logger
    )
    {
        if (await reader.FindAsync(id, context.RequestAborted) is not { } letter)
        {
            return NotFound(context, "No such letter", "It was replayed, or never was one.");
        }

        Log.Audit(
            logger,
            AdminCaller.Of(context),
            isMasked ? "read a letter, personal data masked" : "read a letter with personal data",
            letter.Id
        );
        return Page<LetterPage>(
            context,
            [new(nameof(LetterPage.Letter), letter), new(nameof(LetterPage.IsMasked), isMasked)]
        );
    }

    private static IResult Job(HttpContext context, string id, ReplayJobs jobs) =>
        jobs.Find(id) is { } job
            ? Page<JobPage>(context, [new(nameof(JobPage.Job), job.Status)])
            : NotFound(context, "No such job", "It never was, or it is too long ago.");

    private static async Task<IResult> StartAsync(
        HttpContext context,
        LetterReader reader,
        ReplayJobs jobs,
        ILogger<ReplayJobs> logger
    )
    {
        var (request, problem) = await ReplayFormReader.ReadAsync(context.Request);
        var status = StatusCodes.Status400BadRequest;
        if (problem is null)
        {
            var (job, running) = ReplayEndpoints.Start(AdminCaller.Of(context), request, jobs, logger);
            if (job is not null)
            {
                return new SeeOther($"/admin/jobs/{job.Id}");
            }

            problem = ReplayEndpoints.Busy(running);
            status = StatusCodes.Status409Conflict;
        }

        return await RenderLettersAsync(context, request.Filter!, null, reader, jobs, logger, request, problem, status);
    }

    private static SeeOther Stop(HttpContext context, string id, ReplayJobs jobs, ILogger<ReplayJobs> logger)
    {
        if (jobs.Find(id) is { IsRunning: true } job)
        {
            Log.Audit(logger, AdminCaller.Of(context), "stopped a job", job.Id);
            job.Stop();
        }

        return new SeeOther($"/admin/jobs/{Uri.EscapeDataString(id)}");
    }

    private static RazorComponentResult<ProblemPage> NotFound(HttpContext context, string title, string detail) =>
        Page<ProblemPage>(
            context,
            [new(nameof(ProblemPage.Title), title), new(nameof(ProblemPage.Detail), detail)],
            StatusCodes.Status404NotFound
        );

    private static RazorComponentResult<T> Page<T>(
        HttpContext context,
        IEnumerable<KeyValuePair<string, object?>> parameters,
        int status = StatusCodes.Status200OK
    )
        where T : IComponent =>
        new(parameters.Append(new("Caller", AdminCaller.Of(context))).ToDictionary()) { StatusCode = status };
}
