using Microsoft.AspNetCore.Diagnostics;
using NextCode.Attempts.Consumer.Admin.Store;
using NextCode.Attempts.Google;

namespace NextCode.Attempts.Consumer.Admin.Api;

/// <summary>Errors as problem details (RFC 9457).</summary>
internal static class Problems
{
    /// <summary>400, one member is wrong.</summary>
    public static IResult Invalid(string member, string why) =>
        Results.ValidationProblem(new Dictionary<string, string[]> { [member] = [why] });

    /// <summary>What went wrong with something the service needs: 503, tried again later.</summary>
    public static async Task HandleAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var result = exception switch
        {
            GoogleApiException or StoreException => Results.Problem(
                statusCode: StatusCodes.Status503ServiceUnavailable,
                detail: $"{exception.Message} Nothing was changed; try again."
            ),
            BadHttpRequestException bad => Results.Problem(statusCode: bad.StatusCode, detail: bad.Message),
            OperationCanceledException => Results.StatusCode(StatusCodes.Status499ClientClosedRequest),
            _ => Results.Problem(statusCode: StatusCodes.Status500InternalServerError),
        };
        await result.ExecuteAsync(context);
    }
}
