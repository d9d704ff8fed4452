using System.Text.RegularExpressions;

namespace NextCode.Attempts.Local.PubSub.Wire;

/// <summary>Names such as <c>projects/P/topics/T</c>.</summary>
internal static partial class ResourceName
{
    public const string Topics = "topics";
    public const string Subscriptions = "subscriptions";

    public static string Of(string project, string collection, string id) => $"projects/{project}/{collection}/{id}";

    /// <summary>The last part of a name.</summary>
    public static string IdOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>The project in a name.</summary>
    public static string ProjectOf(string name) => name.Split('/')[1];

    /// <summary>Whether a new resource may have this name.</summary>
    /// <remarks>The rule: https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names.</remarks>
    /// <exception cref="ApiException">It may not.</exception>
    public static void Require(string? name, string collection)
    {
        var match = name is null ? null : Pattern().Match(name);
        if (
            match is not { Success: true }
            || match.Groups["collection"].Value != collection
            || match.Groups["id"].Value.StartsWith("goog", StringComparison.Ordinal)
        )
        {
            throw ApiException.InvalidArgument($"Invalid [{collection}] name: (name={name})");
        }
    }

    [GeneratedRegex(
        @"^projects/[^/]+/(?<collection>[a-z]+)/(?<id>[A-Za-z][A-Za-z0-9._~+%\-]{2,254})\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}
