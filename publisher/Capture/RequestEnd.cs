using Microsoft.AspNetCore.Http;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>How a request ended.</summary>
/// <param name="HttpStatus">What the client got, or gets: 499 where it went away before the response began.</param>
/// <param name="Aborted">Whether the client went away.</param>
/// <param name="Exception">What left the pipeline.</param>
/// <param name="Duration">Nanoseconds since the arrival.</param>
internal readonly record struct RequestEnd(int HttpStatus, bool Aborted, Exception? Exception, long Duration)
{
    private const int ClientClosedRequest = 499;

    public static RequestEnd Of(HttpContext context, Exception? exception, long duration)
    {
        var aborted = context.RequestAborted.IsCancellationRequested;
        var status =
            context.Response.HasStarted ? context.Response.StatusCode
            : aborted ? ClientClosedRequest
            : exception switch
            {
                null => context.Response.StatusCode,
                BadHttpRequestException bad => bad.StatusCode,
                // Whoever answers the exception outside of this answers a server's fault.
                _ => StatusCodes.Status500InternalServerError,
            };
        return new RequestEnd(status, aborted, exception, duration);
    }
}
