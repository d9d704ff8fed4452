using Microsoft.AspNetCore.Http;
using NextCode.Attempts.Publisher.Capture;

namespace NextCode.Attempts.Publisher;

/// <summary>The attempt of a request.</summary>
public static class AttemptsHttpContextExtensions
{
    /// <summary>The attempt this request is; one that ignores everything where the request is not captured.</summary>
    public static IAttemptContext GetAttempt(this HttpContext context) =>
        context.Features.Get<CaptureSession>() is { } session ? session.Statement : NoAttempt.Instance;

    /// <summary>
    /// The attempt that one root field of a GraphQL operation is. What <see cref="GetAttempt(HttpContext)"/> is told holds
    /// for every root field of the request that was told nothing of its own.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="responseKey">The field's name in the response: its alias, where it has one.</param>
    public static IAttemptContext GetAttempt(this HttpContext context, string responseKey) =>
        context.Features.Get<CaptureSession>() is { } session ? session.Said(responseKey) : NoAttempt.Instance;
}
