using System.Net;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Endpoints;

/// <summary>Turns what goes wrong into Google's error body.</summary>
internal sealed class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (ApiException error)
        {
            await AnswerAsync(context, error);
        }
        catch (BadHttpRequestException error)
        {
            await AnswerAsync(
                context,
                new ApiException((HttpStatusCode)error.StatusCode, "INVALID_ARGUMENT", error.Message)
            );
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer; what was leased comes back when its lease ends.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            Log.RequestFailed(logger, context.Request.Method, context.Request.Path, error);
            await AnswerAsync(
                context,
                new ApiException(HttpStatusCode.InternalServerError, "INTERNAL", $"Internal error: {error.Message}")
            );
        }
    }

    private static Task AnswerAsync(HttpContext context, ApiException error)
    {
        context.Response.StatusCode = (int)error.Code;
        return context.Response.WriteAsync(
            new ErrorResponse(new ErrorBody((int)error.Code, error.Message, error.Status)),
            PubSubJson.Default.ErrorResponse
        );
    }
}
