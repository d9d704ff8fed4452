using Microsoft.AspNetCore.Http;

namespace NextCode.Attempts.Publisher.Capture;

/// <summary>A configured route, ready to be compared without allocating.</summary>
internal sealed class RoutePath
{
    private readonly string[] _segments;
    private readonly string _method;
    private readonly bool _catchAll;

    public RoutePath(AttemptRoute route)
    {
        Literal = "/" + route.Pattern.Trim('/');
        _method = route.Method;
        _segments = route.Pattern.Trim('/').Split('/');
        IsLiteral = !Array.Exists(_segments, IsParameter);
        _catchAll = _segments[^1].StartsWith("{*", StringComparison.Ordinal);
        Target = new CaptureTarget(
            route.Action ?? throw new ArgumentException("The route has no action.", nameof(route)),
            route.Method is "*" ? route.Pattern : $"{route.Method.ToUpperInvariant()} {route.Pattern}"
        );
    }

    /// <summary>A path that takes GraphQL.</summary>
    public RoutePath(string path)
    {
        Literal = "/" + path.Trim('/');
        _method = "*";
        _segments = [];
        IsLiteral = true;
        Target = new CaptureTarget(default, path, IsGraphQL: true);
    }

    public string Literal { get; }

    public bool IsLiteral { get; }

    public CaptureTarget Target { get; }

    public bool Takes(string method) =>
        _method is "*" ? !HttpMethods.IsOptions(method) : HttpMethods.Equals(method, _method);

    public bool Matches(ReadOnlySpan<char> path)
    {
        path = path.Trim('/');
        for (var i = 0; i < _segments.Length; i++)
        {
            if (_catchAll && i == _segments.Length - 1)
            {
                return true;
            }

            if (path.IsEmpty)
            {
                return false;
            }

            var slash = path.IndexOf('/');
            var segment = slash < 0 ? path : path[..slash];
            path = slash < 0 ? [] : path[(slash + 1)..];
            if (!IsParameter(_segments[i]) && !segment.Equals(_segments[i], StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return path.IsEmpty;
    }

    private static bool IsParameter(string segment) => segment.StartsWith('{') && segment.EndsWith('}');
}
