using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace NextCode.Attempts.Local.SampleApi.Rest;

/// <summary>Turns what no handler caught into an answer that says nothing of the inside.</summary>
internal sealed class ApiExceptionHandler(ILogger<ApiExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        await Answer(httpContext, exception).ExecuteAsync(httpContext);
        return true;
    }

    private IResult Answer(HttpContext context, Exception exception)
    {
        if (exception is BadHttpRequestException bad)
        {
            return bad.InnerException is JsonException
                ? Malformed(context)
                : Problems.Of(bad.StatusCode, ErrorCode.MalformedRequest.Code, "The request cannot be read.");
        }

        Log.HandlerFailed(logger, context.Request.Method, context.Request.Path, exception.GetType().Name);
        return Problems.Of(
            StatusCodes.Status500InternalServerError,
            ErrorCode.InternalError.Code,
            "Something went wrong. Please try again later."
        );
    }

    public static IResult Malformed(HttpContext context) =>
        Problems.Of(
            StatusCodes.Status400BadRequest,
            ErrorCode.MalformedRequest.Code,
            $"The body is not the JSON that {context.Request.Path} takes."
        );
}
