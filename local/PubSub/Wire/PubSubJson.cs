using System.Text.Json.Serialization;

namespace NextCode.Attempts.Local.PubSub.Wire;

/// <summary>Every JSON shape of the API. Unknown names are refused, as Google refuses them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(TopicResource))]
[JsonSerializable(typeof(SubscriptionResource))]
[JsonSerializable(typeof(PublishRequest))]
[JsonSerializable(typeof(PublishResponse))]
[JsonSerializable(typeof(PullRequest))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(ModifyAckDeadlineRequest))]
[JsonSerializable(typeof(ModifyPushConfigRequest))]
[JsonSerializable(typeof(UpdateTopicRequest))]
[JsonSerializable(typeof(UpdateSubscriptionRequest))]
[JsonSerializable(typeof(TopicList))]
[JsonSerializable(typeof(SubscriptionList))]
[JsonSerializable(typeof(SubscriptionNameList))]
[JsonSerializable(typeof(Empty))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class PubSubJson : JsonSerializerContext;
