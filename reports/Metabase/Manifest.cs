using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>What a Metabase should show, as <c>metabase.yaml</c> says.</summary>
internal sealed record Manifest(
    IReadOnlyList<string> Channels,
    IReadOnlyList<CollectionSpec> Collections,
    IReadOnlyList<QuestionSpec> Questions,
    IReadOnlyList<DashboardSpec> Dashboards
);

/// <summary>A collection; without a parent it lies at the root.</summary>
internal sealed record CollectionSpec(string Slug, string Name, string Description, string? Parent);

/// <summary>A question: a report over a period back from now. Parameters that are set are no variables of it.</summary>
internal sealed record QuestionSpec(
    string Slug,
    Report Report,
    string Name,
    string Collection,
    string Display,
    PeriodSpec Period,
    IReadOnlyDictionary<string, string> Set,
    JsonObject Visualization,
    AlertSpec? Alert
);

/// <summary>So many units, DAY or HOUR.</summary>
internal sealed record PeriodSpec(int Count, string Unit)
{
    /// <summary>The variable's name.</summary>
    public string Variable => Unit == "DAY" ? "days" : "hours";
}

/// <summary>Which of the manifest's channels hears of any result, and when Metabase looks, in Quartz's form.</summary>
internal sealed record AlertSpec(string Channel, string Cron);

/// <summary>A dashboard; its filters set the variables of that name on all its questions that have them.</summary>
internal sealed record DashboardSpec(
    string Slug,
    string Name,
    string Description,
    string Collection,
    IReadOnlyList<string> Filters,
    IReadOnlyList<PlacedCard> Cards
);

/// <summary>A question, or a heading, and where it is on the dashboard's 24 columns.</summary>
internal sealed record PlacedCard(string? Question, string? Heading, int Row, int Col, int Width, int Height);
