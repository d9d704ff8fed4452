using System.Globalization;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Endpoints;

/// <summary>What the path and the query say.</summary>
internal static class RouteNames
{
    public static string Project(this HttpRequest request) => (string)request.RouteValues["project"]!;

    public static string Topic(this HttpRequest request) => request.Name(ResourceName.Topics, "topic");

    public static string Subscription(this HttpRequest request) =>
        request.Name(ResourceName.Subscriptions, "subscription");

    /// <summary>The page asked for.</summary>
    /// <exception cref="ApiException">The page size is no number.</exception>
    public static (int Size, string? Token) Page(this HttpRequest request)
    {
        string? size = request.Query["pageSize"];
        string? token = request.Query["pageToken"];
        var number = 0;
        if (!string.IsNullOrEmpty(size) && !int.TryParse(size, CultureInfo.InvariantCulture, out number))
        {
            throw ApiException.InvalidArgument($"Invalid pageSize: \"{size}\" is not a number.");
        }
        return (number, string.IsNullOrEmpty(token) ? null : token);
    }

    private static string Name(this HttpRequest request, string collection, string parameter) =>
        ResourceName.Of(request.Project(), collection, (string)request.RouteValues[parameter]!);
}
