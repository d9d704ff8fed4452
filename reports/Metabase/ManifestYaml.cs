namespace NextCode.Attempts.Reports.Metabase;

/// <summary>The manifest's file as YAML has it, before anything is checked.</summary>
internal sealed class ManifestYaml
{
    public Dictionary<string, string> Channels { get; set; } = [];

    public List<CollectionYaml> Collections { get; set; } = [];

    public List<QuestionYaml> Questions { get; set; } = [];

    public List<DashboardYaml> Dashboards { get; set; } = [];

    internal sealed class CollectionYaml
    {
        public string Slug { get; set; } = "";

        public string Name { get; set; } = "";

        public string Description { get; set; } = "";

        public string? Parent { get; set; }
    }

    internal sealed class QuestionYaml
    {
        public string Slug { get; set; } = "";

        public string? Report { get; set; }

        public string Name { get; set; } = "";

        public string Collection { get; set; } = "";

        public string Display { get; set; } = "";

        public Dictionary<string, int> Period { get; set; } = [];

        public Dictionary<string, string> Set { get; set; } = [];

        public Dictionary<string, object> Visualization { get; set; } = [];

        public AlertYaml? Alert { get; set; }
    }

    internal sealed class AlertYaml
    {
        public string Channel { get; set; } = "";

        public string Cron { get; set; } = "";
    }

    internal sealed class DashboardYaml
    {
        public string Slug { get; set; } = "";

        public string Name { get; set; } = "";

        public string Description { get; set; } = "";

        public string Collection { get; set; } = "";

        public List<string> Filters { get; set; } = [];

        public List<CardYaml> Cards { get; set; } = [];
    }

    internal sealed class CardYaml
    {
        public string? Question { get; set; }

        public string? Heading { get; set; }

        public int Row { get; set; }

        public int Col { get; set; }

        public int Width { get; set; }

        public int Height { get; set; }
    }
}
