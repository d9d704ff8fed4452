using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>The cards on a dashboard: where they are, and which filter sets which of their variables.</summary>
internal static class DashboardLayout
{
    /// <summary>Tells our headings from those that people add.</summary>
    private const string Managed = "nextcode.attempts";

    /// <summary>A filter of the dashboard, of the type of the variables it sets.</summary>
    public static JsonObject Filter(Session session, DashboardSpec dashboard, string filter)
    {
        var isText = dashboard
            .Cards.Where(card => card.Question is not null)
            .SelectMany(card => QuestionQuery.Variables(Question(session, card.Question!)))
            .Any(variable => variable.Name == filter && variable.Type == "text");
        return new JsonObject
        {
            ["id"] = FilterId(dashboard, filter),
            ["name"] = QuestionQuery.DisplayName(filter),
            ["slug"] = filter,
            ["type"] = isText ? "string/=" : "number/=",
            ["sectionId"] = isText ? "string" : "number",
        };
    }

    /// <summary>The cards for a PUT, which deletes what it does not name: ours, and whatever else is there.</summary>
    public static JsonArray Build(Session session, DashboardSpec dashboard, JsonNode found)
    {
        var there = Found(found);
        var built = new JsonArray();
        var taken = new HashSet<JsonNode>();
        var next = -1L;
        foreach (var card in dashboard.Cards)
        {
            var wanted = Describe(session, dashboard, card);
            var same = there.Find(other => !taken.Contains(other) && IsSame(wanted, other));
            if (same is not null)
            {
                taken.Add(same);
            }

            wanted["id"] = (long?)same?["id"] ?? next--;
            built.Add((JsonNode)wanted);
        }

        foreach (var other in there.Where(other => !taken.Contains(other) && !IsOurs(session, other)))
        {
            built.Add(other.DeepClone());
        }

        return built;
    }

    /// <summary>What differs between the cards that should be there and those that are.</summary>
    public static IReadOnlyList<string> Differences(Session session, DashboardSpec dashboard, JsonNode found)
    {
        var there = Found(found);
        var differences = new List<string>();
        foreach (var card in dashboard.Cards)
        {
            var name = card.Question is null ? $"heading {card.Heading}" : $"card {card.Question}";
            var wanted = Describe(session, dashboard, card);
            if (there.Find(other => IsSame(wanted, other)) is { } same)
            {
                there.Remove(same);
                differences.AddRange(
                    JsonDifference.Between(wanted, same).Select(difference => $"{name}, {difference}")
                );
            }
            else
            {
                differences.Add($"{name}: is missing");
            }
        }

        differences.AddRange(
            there
                .Where(other => IsOurs(session, other))
                .Select(other => $"card {other["card_id"]?.ToJsonString() ?? "heading"}: is there once too often")
        );
        return differences;
    }

    private static List<JsonNode> Found(JsonNode dashboard) =>
        [.. (dashboard["dashcards"]?.AsArray() ?? []).Select(card => card!)];

    private static bool IsSame(JsonObject wanted, JsonNode found) =>
        (long?)wanted["card_id"] is { } card
            ? (long?)found["card_id"] == card
            : (long?)found["card_id"] is null
                && IsManaged(found)
                && (string?)wanted["visualization_settings"]!["text"]
                    == (string?)found["visualization_settings"]?["text"];

    private static bool IsOurs(Session session, JsonNode found) =>
        IsManaged(found) || ((long?)found["card_id"] is { } card && session.Cards.ContainsValue(card));

    private static bool IsManaged(JsonNode found) =>
        found["visualization_settings"]?[Managed]?.GetValue<bool>() == true;

    private static JsonObject Describe(Session session, DashboardSpec dashboard, PlacedCard card)
    {
        var described = new JsonObject
        {
            ["card_id"] = card.Question is null ? null : session.Cards[card.Question],
            ["row"] = card.Row,
            ["col"] = card.Col,
            ["size_x"] = card.Width,
            ["size_y"] = card.Height,
            ["parameter_mappings"] = card.Question is null
                ? new JsonArray()
                : Mappings(session, dashboard, card.Question),
            ["visualization_settings"] = new JsonObject { [Managed] = true },
        };
        if (card.Heading is not null)
        {
            described["visualization_settings"]!["text"] = card.Heading;
            described["visualization_settings"]!["virtual_card"] = new JsonObject
            {
                ["name"] = null,
                ["display"] = "heading",
                ["dataset_query"] = new JsonObject(),
                ["visualization_settings"] = new JsonObject(),
            };
        }

        return described;
    }

    private static JsonArray Mappings(Session session, DashboardSpec dashboard, string slug) =>
        [
            .. QuestionQuery
                .Variables(Question(session, slug))
                .Where(variable => dashboard.Filters.Contains(variable.Name))
                .Select(variable => new JsonObject
                {
                    ["parameter_id"] = FilterId(dashboard, variable.Name),
                    ["card_id"] = session.Cards[slug],
                    ["target"] = new JsonArray("variable", new JsonArray("template-tag", variable.Name)),
                }),
        ];

    private static QuestionSpec Question(Session session, string slug) =>
        session.Manifest.Questions.Single(question => question.Slug == slug);

    private static string FilterId(DashboardSpec dashboard, string filter) =>
        Identity.Uuid($"{dashboard.Slug} {filter}")[..8];
}
