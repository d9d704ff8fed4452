using NextCode.Attempts.Local.PubSub.Resources;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Endpoints;

/// <summary><c>projects.topics</c>, without <c>publish</c>.</summary>
internal sealed class TopicEndpoints(Broker broker)
{
    private const string Collection = "/v1/projects/{project}/topics";
    private const string One = Collection + "/{topic}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Collection, ListAsync);
        routes.MapPut(One, CreateAsync);
        routes.MapGet(One, GetAsync);
        routes.MapPatch(One, UpdateAsync);
        routes.MapDelete(One, DeleteAsync);
        routes.MapGet(One + "/subscriptions", ListSubscriptionsAsync);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var resource = await context.Request.ReadAsync(PubSubJson.Default.TopicResource);
        var created = await broker.Topics.CreateAsync(resource with { Name = context.Request.Topic() });
        await context.Response.WriteAsync(created, PubSubJson.Default.TopicResource);
    }

    private Task GetAsync(HttpContext context) =>
        context.Response.WriteAsync(
            broker.Topology.Topic(context.Request.Topic()).Resource,
            PubSubJson.Default.TopicResource
        );

    private async Task UpdateAsync(HttpContext context)
    {
        var request = await context.Request.ReadAsync(PubSubJson.Default.UpdateTopicRequest);
        var updated = await broker.Topics.UpdateAsync(context.Request.Topic(), request);
        await context.Response.WriteAsync(updated, PubSubJson.Default.TopicResource);
    }

    private async Task DeleteAsync(HttpContext context)
    {
        await broker.Topics.DeleteAsync(context.Request.Topic());
        await context.Response.WriteAsync(new Empty(), PubSubJson.Default.Empty);
    }

    private Task ListAsync(HttpContext context)
    {
        var prefix = ResourceName.Of(context.Request.Project(), ResourceName.Topics, "");
        var (size, token) = context.Request.Page();
        var (topics, next) = Paging.Page(
            broker
                .Topology.Topics.Select(topic => topic.Resource)
                .Where(topic => topic.Name!.StartsWith(prefix, StringComparison.Ordinal)),
            topic => topic.Name!,
            size,
            token
        );
        return context.Response.WriteAsync(new TopicList(topics, next), PubSubJson.Default.TopicList);
    }

    private Task ListSubscriptionsAsync(HttpContext context)
    {
        var topic = broker.Topology.Topic(context.Request.Topic());
        var (size, token) = context.Request.Page();
        var (names, next) = Paging.Page(
            topic.Subscriptions.Select(subscription => subscription.Name),
            name => name,
            size,
            token
        );
        return context.Response.WriteAsync(
            new SubscriptionNameList(names, next),
            PubSubJson.Default.SubscriptionNameList
        );
    }
}
