namespace NextCode.Attempts.Publisher;

/// <summary>Attempts that come as GraphQL over HTTP.</summary>
public sealed class GraphQLOptions
{
    /// <summary>Paths that take GraphQL. Default: <c>/graphql</c>.</summary>
    public IList<string> Paths { get; } = ["/graphql"];

    /// <summary>
    /// Root fields that are attempts: <c>{"signup": "Signup"}</c>; each one selected is an attempt of its own. Case does not
    /// matter. Default: none, and GraphQL is not captured.
    /// </summary>
    public IDictionary<string, AttemptAction> Fields { get; } =
        new Dictionary<string, AttemptAction>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// How much of a GraphQL request is kept: the document and its variables must fit, else the root fields are not
    /// known. Default 64 KiB, 1 KiB to 1 MiB.
    /// </summary>
    public int RequestCapBytes { get; set; } = 64 * 1024;
}
