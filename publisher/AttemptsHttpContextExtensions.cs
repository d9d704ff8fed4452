using Microsoft.AspNetCore.Http;
using NextCode.Attempts.Publisher.Capture;

namespace NextCode.Attempts.Publisher;

/// <summary>The attempt of a request.</summary>
public static class AttemptsHttpContextExtensions
{
    /// <summary>The attempt this request is; one that ignores everything where the request is not captured.</summary>
    public static IAttemptContext GetAttempt(this HttpContext context) =>
        context.Features.Get<CaptureSession>() is { } session ? session.Statement : NoAttempt.Instance;
}
