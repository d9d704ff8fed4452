using NextCode.Attempts.Consumer.Admin.Access;
using NextCode.Attempts.Consumer.Admin.Letters;

namespace NextCode.Attempts.Consumer.Admin.Api;

/// <summary>Looking at letters: nothing is consumed.</summary>
internal static class LetterEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/admin/dead-letters").WithTags("Dead letters");
        group
            .MapGet("", ListAsync)
            .WithName("listDeadLetters")
            .WithSummary(
                "Letters, newest first. Pub/Sub has no order of its own: beyond 5,000 letters pages are in order each, not together."
            )
            .Produces<LetterList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        group
            .MapGet("/{id}", GetAsync)
            .WithName("getDeadLetter")
            .WithSummary("One letter, by its id or its event's.")
            .Produces<LetterItem>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context,
        [AsParameters] LetterQuery query,
        LetterReader reader,
        ILogger<LetterReader> logger
    )
    {
        if (query.Errors() is { Count: > 0 } errors)
        {
            return Results.ValidationProblem(errors);
        }

        var filter = query.ToFilter();
        try
        {
            var list = await reader.ListAsync(filter, query.EffectiveLimit, query.Cursor, context.RequestAborted);
            Log.Audit(
                logger,
                AdminCaller.Of(context),
                "listed letters with data",
                $"{filter}; {list.Items.Count} of {list.Total}"
            );
            return Results.Ok(list);
        }
        catch (UnknownCursorException exception)
        {
            return Problems.Invalid("before", exception.Message);
        }
    }

    private static async Task<IResult> GetAsync(
        HttpContext context,
        string id,
        LetterReader reader,
        ILogger<LetterReader> logger
    )
    {
        var letter = await reader.FindAsync(id, context.RequestAborted);
        if (letter is null)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status404NotFound,
                detail: "There is no such letter: it was replayed, or never was one."
            );
        }

        Log.Audit(logger, AdminCaller.Of(context), "read a letter with data", letter.Id);
        return Results.Ok(LetterItem.Of(letter));
    }
}
