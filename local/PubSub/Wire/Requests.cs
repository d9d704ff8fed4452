using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.PubSub.Wire;

internal sealed record PublishRequest
{
    public List<PublishedMessage?>? Messages { get; init; }
}

internal sealed record PublishedMessage
{
    [JsonConverter(typeof(LenientBase64Converter))]
    public byte[]? Data { get; init; }

    public Dictionary<string, string>? Attributes { get; init; }

    public string? OrderingKey { get; init; }

    /// <summary>The server's to set; accepted and ignored, as Google does.</summary>
    public string? MessageId { get; init; }

    /// <inheritdoc cref="MessageId"/>
    public string? PublishTime { get; init; }
}

internal sealed record PublishResponse(string[] MessageIds);

internal sealed record PullRequest
{
    public int MaxMessages { get; init; }

    public bool ReturnImmediately { get; init; }
}

internal sealed record AcknowledgeRequest
{
    public List<string>? AckIds { get; init; }
}

internal sealed record ModifyAckDeadlineRequest
{
    public List<string>? AckIds { get; init; }

    public int AckDeadlineSeconds { get; init; }
}

internal sealed record ModifyPushConfigRequest
{
    public PushConfigResource? PushConfig { get; init; }
}

internal sealed record UpdateTopicRequest
{
    public TopicResource? Topic { get; init; }

    public string? UpdateMask { get; init; }
}

internal sealed record UpdateSubscriptionRequest
{
    public SubscriptionResource? Subscription { get; init; }

    public string? UpdateMask { get; init; }
}

internal sealed record TopicList(IReadOnlyList<TopicResource>? Topics, string? NextPageToken);

internal sealed record SubscriptionList(IReadOnlyList<SubscriptionResource>? Subscriptions, string? NextPageToken);

internal sealed record SubscriptionNameList(IReadOnlyList<string>? Subscriptions, string? NextPageToken);

internal sealed record Empty;

internal sealed record ErrorResponse(ErrorBody Error);

internal sealed record ErrorBody(int Code, string Message, string Status);
