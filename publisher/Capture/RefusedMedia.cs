using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>
/// Routing refuses a body whose media type an endpoint does not take (415) by choosing an endpoint of its own, which has
/// none of the metadata: this finds the one that was meant.
/// </summary>
internal static class RefusedMedia
{
    // What routing's policy and MVC's call it; they mark it in no other way.
    private const string DisplayName = "415 HTTP Unsupported Media Type";

    /// <returns>The endpoint with attempt metadata that the request's path and method lead to; null where there is none.</returns>
    public static RouteEndpoint? Meant(HttpContext context, Endpoint? chosen) =>
        chosen is null or RouteEndpoint || !string.Equals(chosen.DisplayName, DisplayName) ? null : Search(context);

    // Apart, because what its lambda captures is allocated wherever the method is entered.
    private static RouteEndpoint? Search(HttpContext context)
    {
        var source = context.RequestServices.GetService<EndpointDataSource>();
        return source
            ?.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint =>
                endpoint.Metadata.GetMetadata<IAttemptMetadata>() is not null && Takes(endpoint, context.Request)
            )
            .OrderBy(endpoint => endpoint.Order)
            .ThenBy(endpoint => endpoint.RoutePattern.InboundPrecedence)
            .FirstOrDefault();
    }

    private static bool Takes(RouteEndpoint endpoint, HttpRequest request)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods;
        var pattern = endpoint.RoutePattern;
        return (methods is null or [] || methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
            && new TemplateMatcher(new RouteTemplate(pattern), new RouteValueDictionary(pattern.Defaults)).TryMatch(
                request.Path,
                []
            );
    }
}
