namespace NextCode.Attempts.Google.PubSub;

/// <summary>A subscription to create. Durations are whole seconds or fractions as Pub/Sub takes them.</summary>
public sealed record SubscriptionSettings
{
    /// <summary>The project of subscription and topic.</summary>
    public required string Project { get; init; }

    /// <summary>The subscription's name within the project.</summary>
    public required string Subscription { get; init; }

    /// <summary>The topic's name within the project.</summary>
    public required string Topic { get; init; }

    /// <summary>Where Pub/Sub pushes to; null for a subscription that is pulled from.</summary>
    public Uri? PushEndpoint { get; init; }

    /// <summary>How long a delivery may take before it is repeated; also the push's time-out. 10 s to 600 s, default 60 s.</summary>
    public TimeSpan AckDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The first wait before a redelivery. 0 to 600 s, default 1 s.</summary>
    public TimeSpan MinimumBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait before a redelivery. 0 to 600 s, default 600 s.</summary>
    public TimeSpan MaximumBackoff { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>How long an unacknowledged message is kept. 10 min to 31 days, default 31 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(31);
}
