namespace NextCode.Attempts.Consumer;

/// <summary>How <see cref="ConsumerHost.Create"/> makes the service.</summary>
public sealed record ConsumerHostOptions
{
    /// <summary>Command-line arguments; they win over files and environment variables.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>
    /// Where to listen, e.g. <c>http://127.0.0.1:8080</c>; port 0 lets the system choose. Null (the default):
    /// <c>http://0.0.0.0:$PORT</c> where the variable PORT is set, as on Cloud Run, else the setting <c>urls</c>, else
    /// <c>http://127.0.0.1:8080</c>.
    /// </summary>
    public string? Url { get; init; }

    /// <summary>Configuration values that win over all others, e.g. <c>Consumer:ProjectId</c>.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();

    /// <summary>Services that take the place of the service's own; for tests.</summary>
    internal Action<IServiceCollection>? Services { get; init; }
}
