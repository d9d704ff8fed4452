using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>
/// Learns from ASP.NET's rate limiter itself that it refused a request; the status alone, 503 by default, would look like
/// an outage.
/// </summary>
internal sealed class RateLimits : IPostConfigureOptions<RateLimiterOptions>
{
    private const string Global = "global";

    public void PostConfigure(string? name, RateLimiterOptions options)
    {
        var inner = options.OnRejected;
        options.OnRejected = (rejected, cancellationToken) =>
        {
            rejected.HttpContext.Features.Set(new RateLimitRefusal());
            return inner is null ? ValueTask.CompletedTask : inner(rejected, cancellationToken);
        };
    }

    /// <summary>The policy that refused the request, <c>global</c> for the limiter without a name; null where none did.</summary>
    public static string? Refused(HttpContext context)
    {
        var policy = context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>();
        // A policy with a rejection of its own does not tell; 429 on its endpoint does.
        return
            context.Features[typeof(RateLimitRefusal)] is null
            && (policy is null || context.Response.StatusCode != StatusCodes.Status429TooManyRequests)
            ? null
            : policy?.PolicyName ?? Global;
    }
}

/// <summary>Marks a request that the rate limiter refused.</summary>
internal sealed class RateLimitRefusal;
