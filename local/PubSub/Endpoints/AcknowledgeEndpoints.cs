using NextCode.Attempts.Local.PubSub.Queues;
using NextCode.Attempts.Local.PubSub.Resources;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Endpoints;

/// <summary><c>projects.subscriptions.acknowledge</c> and <c>modifyAckDeadline</c>.</summary>
internal sealed class AcknowledgeEndpoints(Broker broker)
{
    private const string One = "/v1/projects/{project}/subscriptions/{subscription}";
    private const int MaxDeadlineSeconds = 600;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(One + ":acknowledge", AcknowledgeAsync);
        routes.MapPost(One + ":modifyAckDeadline", ModifyAckDeadlineAsync);
    }

    private async Task AcknowledgeAsync(HttpContext context)
    {
        var request = await context.Request.ReadAsync(PubSubJson.Default.AcknowledgeRequest);
        var subscription = broker.Topology.Subscription(context.Request.Subscription());
        var ackIds = Parse(subscription, request.AckIds);
        await subscription.AcknowledgeAsync(ackIds.Select(ackId => ackId.Delivery));
        await context.Response.WriteAsync(new Empty(), PubSubJson.Default.Empty);
    }

    private async Task ModifyAckDeadlineAsync(HttpContext context)
    {
        var request = await context.Request.ReadAsync(PubSubJson.Default.ModifyAckDeadlineRequest);
        var subscription = broker.Topology.Subscription(context.Request.Subscription());
        var ackIds = Parse(subscription, request.AckIds);
        switch (request.AckDeadlineSeconds)
        {
            case 0:
                subscription.Queue.Refuse(ackIds);
                break;
            case > 0 and <= MaxDeadlineSeconds:
                subscription.Queue.Extend(ackIds, TimeSpan.FromSeconds(request.AckDeadlineSeconds));
                break;
            default:
                throw ApiException.InvalidArgument(
                    $"Invalid ackDeadlineSeconds: {request.AckDeadlineSeconds} is not between 0 and {MaxDeadlineSeconds}."
                );
        }
        await context.Response.WriteAsync(new Empty(), PubSubJson.Default.Empty);
    }

    private static List<AckId> Parse(Subscription subscription, List<string>? ackIds) =>
        ackIds is null or []
            ? throw ApiException.InvalidArgument("No ack ids specified.")
            : ackIds.ConvertAll(ackId => AckId.Parse(ackId, subscription.Id));
}
