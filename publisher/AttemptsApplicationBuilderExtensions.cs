using Microsoft.AspNetCore.Builder;
using NextCode.Attempts.Publisher.Capture;

namespace NextCode.Attempts.Publisher;

/// <summary>Puts capture into the pipeline.</summary>
public static class AttemptsApplicationBuilderExtensions
{
    /// <summary>
    /// Captures attempts. Call it first: what comes before it is not seen, what comes after it (an exception handler, a
    /// rate limiter, authentication) is. An application that calls <c>UseRouting</c> itself calls it before this.
    /// </summary>
    public static IApplicationBuilder UseAttempts(this IApplicationBuilder app) =>
        app.UseMiddleware<AttemptsMiddleware>();
}
