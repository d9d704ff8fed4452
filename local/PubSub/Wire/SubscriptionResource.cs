using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.PubSub.Wire;

/// <summary>A subscription as the REST API shows it; absent is <c>null</c>, durations are text such as <c>600s</c>.</summary>
internal sealed record SubscriptionResource
{
    /// <summary>What <see cref="Topic"/> says after the topic was deleted.</summary>
    public const string DeletedTopic = "_deleted-topic_";

    public string? Name { get; init; }

    public string? Topic { get; init; }

    public PushConfigResource? PushConfig { get; init; }

    public int? AckDeadlineSeconds { get; init; }

    public bool? RetainAckedMessages { get; init; }

    public string? MessageRetentionDuration { get; init; }

    public Dictionary<string, string>? Labels { get; init; }

    public bool? EnableMessageOrdering { get; init; }

    public ExpirationPolicyResource? ExpirationPolicy { get; init; }

    public string? Filter { get; init; }

    public DeadLetterPolicyResource? DeadLetterPolicy { get; init; }

    public RetryPolicyResource? RetryPolicy { get; init; }

    public bool? Detached { get; init; }

    public bool? EnableExactlyOnceDelivery { get; init; }

    public string? TopicMessageRetentionDuration { get; init; }

    public string? State { get; init; }
}

internal sealed record PushConfigResource
{
    public string? PushEndpoint { get; init; }

    public Dictionary<string, string>? Attributes { get; init; }

    public OidcTokenResource? OidcToken { get; init; }

    public PubsubWrapperResource? PubsubWrapper { get; init; }

    public NoWrapperResource? NoWrapper { get; init; }
}

internal sealed record OidcTokenResource
{
    public string? ServiceAccountEmail { get; init; }

    public string? Audience { get; init; }
}

/// <summary>The wrapped form, which is also what an absent choice means.</summary>
internal sealed record PubsubWrapperResource;

internal sealed record NoWrapperResource
{
    public bool WriteMetadata { get; init; }
}

internal sealed record ExpirationPolicyResource
{
    public string? Ttl { get; init; }
}

internal sealed record DeadLetterPolicyResource
{
    public string? DeadLetterTopic { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int MaxDeliveryAttempts { get; init; }
}

internal sealed record RetryPolicyResource
{
    public string? MinimumBackoff { get; init; }

    public string? MaximumBackoff { get; init; }
}
