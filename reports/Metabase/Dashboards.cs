using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>Dashboards, found by the mark in their description. What people add to one of ours stays where they put it.</summary>
internal static class Dashboards
{
    public static async Task EnsureAsync(Session session, CancellationToken cancellationToken)
    {
        var answer = await session.Client.GetAsync("api/dashboard", "Reading dashboards", cancellationToken);
        var all = answer as JsonArray ?? answer["data"]!.AsArray();
        foreach (var dashboard in session.Manifest.Dashboards)
        {
            var mark = Identity.Mark(dashboard.Slug);
            var listed = all.FirstOrDefault(other =>
                ((string?)other!["description"])?.Contains(mark, StringComparison.Ordinal) == true
                && other["archived"]?.GetValue<bool>() != true
            );
            await EnsureAsync(session, dashboard, (long?)listed?["id"], cancellationToken);
        }
    }

    private static async Task EnsureAsync(
        Session session,
        DashboardSpec dashboard,
        long? id,
        CancellationToken cancellationToken
    )
    {
        var what = $"dashboard {dashboard.Name}";
        if (id is null)
        {
            await session.ChangeAsync(
                ChangeKind.Create,
                what,
                [$"{dashboard.Cards.Count} cards"],
                async () =>
                {
                    var made = await session.Client.PostAsync(
                        "api/dashboard",
                        Head(session, dashboard),
                        $"Making {what}",
                        cancellationToken
                    );
                    // What it holds is put there next; stopped in between, the next run finds it empty and fills it.
                    await PutAsync(session, dashboard, made, what, cancellationToken);
                }
            );
            return;
        }

        var found = await session.Client.GetAsync($"api/dashboard/{id}", $"Reading {what}", cancellationToken);
        var differences = IsPlaced(session, dashboard)
            ?
            [
                .. JsonDifference.Between(Head(session, dashboard), found),
                .. DashboardLayout.Differences(session, dashboard, found),
            ]
            : (IReadOnlyList<string>)["some of its questions are new"];
        if (differences.Count == 0)
        {
            session.Keep(what);
            return;
        }

        await session.ChangeAsync(
            ChangeKind.Update,
            what,
            differences,
            () => PutAsync(session, dashboard, found, what, cancellationToken)
        );
    }

    private static Task PutAsync(
        Session session,
        DashboardSpec dashboard,
        JsonNode found,
        string what,
        CancellationToken cancellationToken
    )
    {
        var body = Head(session, dashboard);
        body["dashcards"] = DashboardLayout.Build(session, dashboard, found);
        body["tabs"] = found["tabs"]?.DeepClone() ?? new JsonArray();
        return session.Client.PutAsync($"api/dashboard/{found["id"]}", body, $"Filling {what}", cancellationToken);
    }

    private static bool IsPlaced(Session session, DashboardSpec dashboard) =>
        session.Collections.ContainsKey(dashboard.Collection)
        && dashboard.Cards.All(card => card.Question is null || session.Cards.ContainsKey(card.Question));

    private static JsonObject Head(Session session, DashboardSpec dashboard) =>
        new()
        {
            ["name"] = dashboard.Name,
            ["description"] = Identity.Described(dashboard.Description, dashboard.Slug),
            ["collection_id"] = session.Collections[dashboard.Collection],
            ["parameters"] = new JsonArray([
                .. dashboard.Filters.Select(filter => DashboardLayout.Filter(session, dashboard, filter)),
            ]),
        };
}
