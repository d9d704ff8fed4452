using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>
/// Alerts on our questions. A notification has no name: ours is the one on the card that our own account made. Metabase
/// deletes a card's alerts when the card is archived or changes its display, so they are looked at after the cards.
/// </summary>
internal static class Alerts
{
    public static async Task EnsureAsync(Session session, long account, CancellationToken cancellationToken)
    {
        foreach (var question in session.Manifest.Questions)
        {
            if (question.Alert is { } alert)
            {
                await EnsureAsync(session, question, alert, account, cancellationToken);
            }
        }
    }

    private static async Task EnsureAsync(
        Session session,
        QuestionSpec question,
        AlertSpec alert,
        long account,
        CancellationToken cancellationToken
    )
    {
        var what = $"alert {question.Name}";
        var handler = Handler(session.Options.Channels[alert.Channel]);
        var found = session.Cards.TryGetValue(question.Slug, out var card)
            ? await FindAsync(session, card, account, what, cancellationToken)
            : null;
        if (found is null)
        {
            await session.ChangeAsync(
                ChangeKind.Create,
                what,
                [$"when: {alert.Cron}", $"channel: {alert.Channel}"],
                () =>
                    session.Client.PostAsync(
                        "api/notification",
                        Describe(session.Cards[question.Slug], alert, handler),
                        $"Making {what}",
                        cancellationToken
                    )
            );
            return;
        }

        var wanted = Describe(card, alert, handler);
        wanted["active"] = true;
        var differences = JsonDifference.Between(wanted, found);
        if (differences.Count == 0)
        {
            session.Keep(what);
            return;
        }

        await session.ChangeAsync(
            ChangeKind.Update,
            what,
            differences,
            () =>
                session.Client.PutAsync(
                    $"api/notification/{found["id"]}",
                    Merge(found, wanted),
                    $"Changing {what}",
                    cancellationToken
                )
        );
    }

    private static async Task<JsonNode?> FindAsync(
        Session session,
        long card,
        long account,
        string what,
        CancellationToken cancellationToken
    )
    {
        var answer = await session.Client.GetAsync(
            $"api/notification?card_id={card}&include_inactive=true",
            $"Reading {what}",
            cancellationToken
        );
        return (answer as JsonArray ?? answer["data"]!.AsArray())
            .Where(notification => (long?)notification!["creator_id"] == account)
            .OrderByDescending(notification => notification!["active"]?.GetValue<bool>() == true)
            .ThenBy(notification => (long)notification!["id"]!)
            .FirstOrDefault();
    }

    private static JsonObject Describe(long card, AlertSpec alert, JsonObject handler) =>
        new()
        {
            ["payload_type"] = "notification/card",
            ["payload"] = new JsonObject
            {
                ["card_id"] = card,
                ["send_condition"] = "has_result",
                ["send_once"] = false,
            },
            ["subscriptions"] = new JsonArray(
                new JsonObject { ["type"] = "notification-subscription/cron", ["cron_schedule"] = alert.Cron }
            ),
            ["handlers"] = new JsonArray(handler),
        };

    /// <summary>PUT replaces: what is there goes along, with its ids, and what we want on top of it.</summary>
    private static JsonObject Merge(JsonNode found, JsonObject wanted)
    {
        var merged = found.DeepClone().AsObject();
        merged["active"] = true;
        foreach (var (name, value) in wanted["payload"]!.AsObject())
        {
            merged["payload"]![name] = value?.DeepClone();
        }

        foreach (var list in new[] { "subscriptions", "handlers" })
        {
            if (JsonDifference.Between(wanted[list], found[list]).Count > 0)
            {
                merged[list] = wanted[list]!.DeepClone();
            }
        }

        return merged;
    }

    /// <summary><c>email:a@b.c,d@e.f</c> or <c>slack:#channel</c>, checked when the run begins.</summary>
    private static JsonObject Handler(string channel)
    {
        var (kind, addresses) = Channel.Parse(channel);
        return new JsonObject
        {
            ["channel_type"] = $"channel/{kind}",
            ["recipients"] = new JsonArray([
                .. addresses.Select(address => new JsonObject
                {
                    ["type"] = "notification-recipient/raw-value",
                    ["details"] = new JsonObject { ["value"] = address },
                }),
            ]),
        };
    }
}
