using System.Text;
using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Endpoints;

/// <summary><c>projects.topics.publish</c>, with Google's limits (https://cloud.google.com/pubsub/quotas#resource_limits).</summary>
internal sealed class PublishEndpoint(Broker broker, PubSubStandInOptions options)
{
    private const int MaxMessages = 1000;
    private const int MaxRequestBytes = 10_000_000;
    private const int MaxAttributes = 100;
    private const int MaxKeyBytes = 256;
    private const int MaxValueBytes = 1024;
    private const int MaxOrderingKeyBytes = 1024;

    private static readonly Dictionary<string, string> NoAttributes = [];

    private long _bytesUnderWay;

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/projects/{project}/topics/{topic}:publish", PublishAsync);

    private async Task PublishAsync(HttpContext context)
    {
        // A body that says it is larger is refused by the server as soon as it is read.
        var size = Math.Min(context.Request.ContentLength ?? long.MaxValue, PubSubStandIn.MaxRequestBytes);
        try
        {
            if (Interlocked.Add(ref _bytesUnderWay, size) > options.MaxPublishBytes)
            {
                throw ApiException.ResourceExhausted(
                    $"More than {options.MaxPublishBytes} bytes of publish requests are under way; nothing of this one was published."
                );
            }
            var request = await context.Request.ReadAsync(PubSubJson.Default.PublishRequest);
            var ids = await broker.PublishAsync(context.Request.Topic(), Check(request.Messages ?? []));
            await context.Response.WriteAsync(new PublishResponse(ids), PubSubJson.Default.PublishResponse);
        }
        finally
        {
            Interlocked.Add(ref _bytesUnderWay, -size);
        }
    }

    private static List<IncomingMessage> Check(List<PublishedMessage?> published)
    {
        if (published.Count == 0)
        {
            throw ApiException.InvalidArgument("The request has no messages to publish.");
        }
        RequireAtMost("message_count", published.Count, MaxMessages);
        var messages = published.ConvertAll(Check);
        RequireAtMost("request_size", messages.Sum(message => (long)message.Size), MaxRequestBytes);
        return messages;
    }

    private static IncomingMessage Check(PublishedMessage? message)
    {
        var attributes = message?.Attributes ?? NoAttributes;
        if (message is null || (message.Data is null or [] && attributes.Count == 0))
        {
            throw ApiException.InvalidArgument("A message must have data or at least one attribute.");
        }
        RequireAtMost("attribute_count", attributes.Count, MaxAttributes);
        foreach (var (key, value) in attributes)
        {
            if (key.Length == 0 || key.StartsWith("goog", StringComparison.Ordinal))
            {
                throw ApiException.InvalidArgument(
                    $"Invalid attribute key \"{key}\": it is empty or begins with \"goog\"."
                );
            }
            if (value is null)
            {
                throw ApiException.InvalidArgument($"The attribute \"{key}\" has no value.");
            }
            RequireAtMost("attribute_key_size", Encoding.UTF8.GetByteCount(key), MaxKeyBytes);
            RequireAtMost("attribute_value_size", Encoding.UTF8.GetByteCount(value), MaxValueBytes);
        }
        var orderingKey = string.IsNullOrEmpty(message.OrderingKey) ? null : message.OrderingKey;
        RequireAtMost("ordering_key_size", Encoding.UTF8.GetByteCount(orderingKey ?? ""), MaxOrderingKeyBytes);
        return IncomingMessage.Create(message.Data ?? [], attributes, orderingKey);
    }

    private static void RequireAtMost(string what, long value, int limit)
    {
        if (value > limit)
        {
            throw ApiException.InvalidArgument(
                $"The value for {what} is too large. You passed {value} in the request, but the maximum value is {limit}."
            );
        }
    }
}
