using Microsoft.Extensions.Options;
using NextCode.Attempts.Consumer.Authorization;

namespace NextCode.Attempts.Consumer.Admin.Access;

/// <summary>
/// Lets administrators in and nobody else, before anything of the request is read. A refusal says nothing but that it is
/// one; the audit log says why.
/// </summary>
internal sealed class AdminGuard(
    AdminVerifiers verifiers,
    IOptions<ConsumerOptions> options,
    ILogger<AdminGuard> logger
)
{
    /// <summary>Where IAP puts its token.</summary>
    public const string IapHeader = "x-goog-iap-jwt-assertion";

    private readonly AdminOptions _options = options.Value.Admin;

    /// <summary>Whether the path is guarded.</summary>
    public static bool IsGuarded(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/admin", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store"; // Personal data stay in no cache.
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        var verdict = await JudgeAsync(context);
        if (verdict.IsGranted)
        {
            context.Features.Set(new AdminCaller(verdict.Email ?? AdminCaller.Anonymous));
            await next(context);
            return;
        }

        var request = context.Request;
        Log.AdminRefused(logger, request.Method, Shown(request.Path), verdict.Status, verdict.Reason);
        if (verdict.Status is StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = "Bearer";
        }

        await Results.Problem(statusCode: verdict.Status).ExecuteAsync(context);
    }

    private async ValueTask<OidcVerdict> JudgeAsync(HttpContext context)
    {
        // A page of somebody else's must not act with an administrator's cookie (IAP) or from his machine (anonymous).
        var site = context.Request.Headers["Sec-Fetch-Site"].ToString();
        if (!HttpMethods.IsGet(context.Request.Method) && site is not ("" or "same-origin" or "none"))
        {
            return OidcVerdict.Forbidden("other_site");
        }

        if (_options.AllowAnonymous)
        {
            // By another name it may be a page of somebody else's that made its own name lead here.
            return context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
                ? OidcVerdict.Granted(null)
                : OidcVerdict.Forbidden("other_host");
        }

        var headers = context.Request.Headers;
        return headers[IapHeader].ToString() is { Length: > 0 } assertion
            ? await verifiers.VerifyIapAsync(assertion, context.RequestAborted)
            : await verifiers.VerifyBearerAsync(headers.Authorization, context.RequestAborted);
    }

    // A caller who is nobody must not write what he likes into the log.
    private static string Shown(PathString path)
    {
        var text = path.ToUriComponent();
        return text.Length > 100 ? text[..100] : text;
    }
}
