using NextCode.Attempts.Local.PubSub.Resources;
using NextCode.Attempts.Local.PubSub.Wire;

namespace NextCode.Attempts.Local.PubSub.Endpoints;

/// <summary><c>projects.subscriptions</c>, without what moves messages.</summary>
internal sealed class SubscriptionEndpoints(Broker broker)
{
    private const string Collection = "/v1/projects/{project}/subscriptions";
    private const string One = Collection + "/{subscription}";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Collection, ListAsync);
        routes.MapPut(One, CreateAsync);
        routes.MapGet(One, GetAsync);
        routes.MapPatch(One, UpdateAsync);
        routes.MapDelete(One, DeleteAsync);
        routes.MapPost(One + ":modifyPushConfig", ModifyPushConfigAsync);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var resource = await context.Request.ReadAsync(PubSubJson.Default.SubscriptionResource);
        var created = await broker.Subscriptions.CreateAsync(resource with { Name = context.Request.Subscription() });
        await context.Response.WriteAsync(created, PubSubJson.Default.SubscriptionResource);
    }

    private Task GetAsync(HttpContext context) =>
        context.Response.WriteAsync(
            broker.Topology.Subscription(context.Request.Subscription()).Settings.Resource,
            PubSubJson.Default.SubscriptionResource
        );

    private async Task UpdateAsync(HttpContext context)
    {
        var request = await context.Request.ReadAsync(PubSubJson.Default.UpdateSubscriptionRequest);
        var updated = await broker.Subscriptions.UpdateAsync(context.Request.Subscription(), request);
        await context.Response.WriteAsync(updated, PubSubJson.Default.SubscriptionResource);
    }

    private async Task DeleteAsync(HttpContext context)
    {
        await broker.Subscriptions.DeleteAsync(context.Request.Subscription());
        await context.Response.WriteAsync(new Empty(), PubSubJson.Default.Empty);
    }

    private async Task ModifyPushConfigAsync(HttpContext context)
    {
        var request = await context.Request.ReadAsync(PubSubJson.Default.ModifyPushConfigRequest);
        await broker.Subscriptions.ModifyPushConfigAsync(context.Request.Subscription(), request.PushConfig);
        await context.Response.WriteAsync(new Empty(), PubSubJson.Default.Empty);
    }

    private Task ListAsync(HttpContext context)
    {
        var prefix = ResourceName.Of(context.Request.Project(), ResourceName.Subscriptions, "");
        var (size, token) = context.Request.Page();
        var (subscriptions, next) = Paging.Page(
            broker
                .Topology.Subscriptions.Select(subscription => subscription.Settings.Resource)
                .Where(subscription => subscription.Name!.StartsWith(prefix, StringComparison.Ordinal)),
            subscription => subscription.Name!,
            size,
            token
        );
        return context.Response.WriteAsync(
            new SubscriptionList(subscriptions, next),
            PubSubJson.Default.SubscriptionList
        );
    }
}
