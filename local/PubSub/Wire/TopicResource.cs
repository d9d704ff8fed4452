namespace NextCode.Attempts.Local.PubSub.Wire;

/// <summary>A topic as the REST API shows it. Only the name matters here; the rest is kept and echoed.</summary>
internal sealed record TopicResource
{
    public string? Name { get; init; }

    public Dictionary<string, string>? Labels { get; init; }

    public string? MessageRetentionDuration { get; init; }

    public string? KmsKeyName { get; init; }

    public string? State { get; init; }
}
