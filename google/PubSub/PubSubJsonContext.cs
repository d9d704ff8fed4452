using System.Text.Json;
using System.Text.Json.Serialization;

namespace NextCode.Attempts.Google.PubSub;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PublishAnswer))]
[JsonSerializable(typeof(PullRequest))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(ModifyAckDeadlineRequest))]
internal sealed partial class PubSubJsonContext : JsonSerializerContext;

internal sealed record PublishAnswer(IReadOnlyList<string>? MessageIds);

internal sealed record PullRequest(int MaxMessages, bool? ReturnImmediately);

internal sealed record AcknowledgeRequest(IReadOnlyList<string> AckIds);

internal sealed record ModifyAckDeadlineRequest(IReadOnlyList<string> AckIds, int AckDeadlineSeconds);
