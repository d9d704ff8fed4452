using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>Reads and checks a manifest; every fault is said, not the first alone.</summary>
internal static partial class ManifestReader
{
    private const int Columns = 24;

    private static readonly string[] Displays = ["table", "line", "bar", "area", "row", "pie", "funnel", "scalar"];

    /// <summary>The manifest of this assembly.</summary>
    public static Manifest ReadEmbedded() => Read(ReportCatalogue.Resource("metabase.yaml"));

    /// <exception cref="FormatException">The file is no YAML of this shape, or says something that cannot be.</exception>
    public static Manifest Read(string text)
    {
        ManifestYaml yaml;
        try
        {
            yaml = new DeserializerBuilder()
                .WithNamingConvention(CamelCaseNamingConvention.Instance)
                .Build()
                .Deserialize<ManifestYaml>(text);
        }
        catch (YamlException exception)
        {
            throw new FormatException(
                $"The manifest cannot be read: {exception.Start}: {exception.Message}",
                exception
            );
        }

        var faults = new List<string>();
        CheckSlugs(yaml, faults);
        var collections = yaml
            .Collections.Select(one => new CollectionSpec(one.Slug, one.Name, one.Description, one.Parent))
            .ToList();
        CheckParents(collections, faults);
        var questions = yaml.Questions.Select(one => Question(one, yaml, faults)).OfType<QuestionSpec>().ToList();
        var dashboards = yaml.Dashboards.Select(one => Dashboard(one, yaml, questions, faults)).ToList();
        return faults.Count == 0
            ? new Manifest([.. yaml.Channels.Keys], collections, questions, dashboards)
            : throw new FormatException($"The manifest says what cannot be:\n{string.Join('\n', faults)}");
    }

    private static void CheckSlugs(ManifestYaml yaml, List<string> faults)
    {
        var slugs = yaml
            .Collections.Select(one => "collection " + one.Slug)
            .Concat(yaml.Questions.Select(one => "question " + one.Slug))
            .Concat(yaml.Dashboards.Select(one => "dashboard " + one.Slug))
            .ToList();
        faults.AddRange(
            slugs
                .GroupBy(slug => slug, StringComparer.Ordinal)
                .Where(same => same.Skip(1).Any())
                .Select(same => $"{same.Key}: there are several.")
        );
        faults.AddRange(
            slugs
                .Where(slug => !Slug().IsMatch(slug))
                .Select(slug => $"{slug}: a slug has small letters, digits and -.")
        );
    }

    /// <summary>A parent comes before its children, in which order they are made.</summary>
    private static void CheckParents(List<CollectionSpec> collections, List<string> faults)
    {
        for (var i = 0; i < collections.Count; i++)
        {
            if (collections[i].Parent is { } parent && !collections.Take(i).Any(other => other.Slug == parent))
            {
                faults.Add($"collection {collections[i].Slug}: there is no collection {parent} before it.");
            }
        }
    }

    private static QuestionSpec? Question(ManifestYaml.QuestionYaml one, ManifestYaml yaml, List<string> faults)
    {
        var before = faults.Count;
        var report = ReportCatalogue.Find(one.Report ?? one.Slug);
        Demand(report is not null, $"there is no report {one.Report ?? one.Slug}.");
        Demand(one.Name.Length > 0, "it has no name.");
        Demand(Displays.Contains(one.Display), $"display is one of {string.Join(", ", Displays)}, not {one.Display}.");
        Demand(
            yaml.Collections.Exists(collection => collection.Slug == one.Collection),
            $"there is no collection {one.Collection}."
        );
        var period = one.Period.Count == 1 ? one.Period.Single() : default;
        Demand(period is { Key: "days" or "hours", Value: > 0 }, "period is days or hours, more than zero.");
        foreach (
            var name in one.Set.Keys.Where(name => report?.Parameters.Any(parameter => parameter.Name == name) == false)
        )
        {
            faults.Add($"question {one.Slug}: its report has no parameter {name}.");
        }

        if (one.Alert is { } alert)
        {
            Demand(yaml.Channels.ContainsKey(alert.Channel), $"there is no channel {alert.Channel}.");
            Demand(alert.Cron.Split(' ').Length == 7, "cron has seven fields.");
            Demand(
                report?.Parameters.All(parameter => one.Set.ContainsKey(parameter.Name)) != false,
                "an alert's question has no variables: set every parameter."
            );
        }

        return faults.Count > before
            ? null
            : new QuestionSpec(
                one.Slug,
                report!,
                one.Name,
                one.Collection,
                one.Display,
                new PeriodSpec(period.Value, period.Key == "days" ? "DAY" : "HOUR"),
                one.Set,
                Json(one.Visualization).AsObject(),
                one.Alert is null ? null : new AlertSpec(one.Alert.Channel, one.Alert.Cron)
            );

        void Demand(bool holds, string otherwise)
        {
            if (!holds)
            {
                faults.Add($"question {one.Slug}: {otherwise}");
            }
        }
    }

    private static DashboardSpec Dashboard(
        ManifestYaml.DashboardYaml one,
        ManifestYaml yaml,
        List<QuestionSpec> questions,
        List<string> faults
    )
    {
        if (!yaml.Collections.Exists(collection => collection.Slug == one.Collection))
        {
            faults.Add($"dashboard {one.Slug}: there is no collection {one.Collection}.");
        }

        foreach (var card in one.Cards)
        {
            var name = $"dashboard {one.Slug}, {card.Question ?? card.Heading}";
            if ((card.Question is null) == (card.Heading is null))
            {
                faults.Add($"{name}: a card is a question or a heading.");
            }
            else if (card.Question is not null && !questions.Exists(question => question.Slug == card.Question))
            {
                faults.Add($"{name}: there is no such question.");
            }

            if (card.Width < 1 || card.Height < 1 || card.Row < 0 || card.Col < 0 || card.Col + card.Width > Columns)
            {
                faults.Add($"{name}: it does not fit into {Columns} columns.");
            }

            if (one.Cards.TakeWhile(other => other != card).FirstOrDefault(other => Overlap(card, other)) is { } under)
            {
                faults.Add($"{name}: it lies on {under.Question ?? under.Heading}.");
            }
        }

        return new DashboardSpec(
            one.Slug,
            one.Name,
            one.Description,
            one.Collection,
            one.Filters,
            [
                .. one.Cards.Select(card => new PlacedCard(
                    card.Question,
                    card.Heading,
                    card.Row,
                    card.Col,
                    card.Width,
                    card.Height
                )),
            ]
        );
    }

    private static bool Overlap(ManifestYaml.CardYaml a, ManifestYaml.CardYaml b) =>
        a.Row < b.Row + b.Height && b.Row < a.Row + a.Height && a.Col < b.Col + b.Width && b.Col < a.Col + a.Width;

    private static JsonNode Json(object value) =>
        value switch
        {
            IDictionary<string, object> map => new JsonObject(
                map.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Json(pair.Value)))
            ),
            IDictionary<object, object> map => new JsonObject(
                map.Select(pair => KeyValuePair.Create((string)pair.Key, (JsonNode?)Json(pair.Value)))
            ),
            IEnumerable<object> list => new JsonArray([.. list.Select(Json)]),
            _ => JsonValue.Create((string)value),
        };

    [GeneratedRegex("^[a-z]+ [a-z0-9-]+$", RegexOptions.None, 1000)]
    private static partial Regex Slug();
}
