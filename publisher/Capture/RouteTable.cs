using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>Which requests are attempts: those of endpoints that say so, else those of configured routes.</summary>
internal sealed class RouteTable
{
    private readonly FrozenDictionary<string, RoutePath[]> _literals;
    private readonly RoutePath[] _patterns;
    private readonly ConditionalWeakTable<Endpoint, Dictionary<string, CaptureTarget>> _endpoints = [];

    public RouteTable(IEnumerable<AttemptRoute> routes, IEnumerable<string> graphQL)
    {
        var paths = routes.Where(route => route.Action is not null).Select(route => new RoutePath(route)).ToList();
        paths.AddRange(graphQL.Select(path => new RoutePath(path)));
        _literals = paths
            .Where(path => path.IsLiteral)
            .GroupBy(path => path.Literal, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);
        _patterns = [.. paths.Where(path => !path.IsLiteral)];
    }

    public CaptureTarget? Find(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<IAttemptMetadata>() is { } metadata)
        {
            return Of(endpoint, metadata, context.Request.Method);
        }

        if (RefusedMedia.Meant(context, endpoint) is { } meant)
        {
            return Of(meant, meant.Metadata.GetMetadata<IAttemptMetadata>()!, context.Request.Method);
        }

        var path = context.Request.Path.Value;
        if (string.IsNullOrEmpty(path))
        {
            return null;
        }

        if (_literals.Count > 0 && _literals.TryGetValue(path, out var literals))
        {
            foreach (var literal in literals)
            {
                if (literal.Takes(context.Request.Method))
                {
                    return literal.Target;
                }
            }
        }

        foreach (var pattern in _patterns)
        {
            if (pattern.Takes(context.Request.Method) && pattern.Matches(path))
            {
                return pattern.Target;
            }
        }

        return null;
    }

    private CaptureTarget? Of(Endpoint endpoint, IAttemptMetadata metadata, string method)
    {
        if (HttpMethods.IsOptions(method))
        {
            return null;
        }

        var byMethod = _endpoints.GetValue(endpoint, static _ => new Dictionary<string, CaptureTarget>(1));
        lock (byMethod)
        {
            if (!byMethod.TryGetValue(method, out var target))
            {
                var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? endpoint.DisplayName;
                target = new CaptureTarget(metadata.Action, $"{method} {Rooted(route)}");
                byMethod[method] = target;
            }

            return target;
        }
    }

    private static string Rooted(string? route) =>
        string.IsNullOrEmpty(route) ? "/"
        : route[0] == '/' ? route
        : "/" + route;
}
