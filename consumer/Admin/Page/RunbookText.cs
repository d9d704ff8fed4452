namespace NextCode.Attempts.Consumer.Admin.Page;

/// <summary>The part about dead letters of <c>docs/runbook.md</c>, which is built into the service.</summary>
internal static class RunbookText
{
    private const string Resource = "runbook.md";

    public static IReadOnlyList<RunbookSection> Sections { get; } = Read();

    /// <summary>Where a reason's section is on the page.</summary>
    public static string Anchor(string title) => title.ToLowerInvariant().Replace(' ', '-');

    private static List<RunbookSection> Read()
    {
        using var stream = typeof(RunbookText).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        var chapter = reader
            .ReadToEnd()
            .Split("\n## ")
            .First(static part => part.StartsWith("Dead letters", StringComparison.Ordinal));
        return
        [
            .. chapter
                .Split("\n### ")
                .Select(static part => part.Split('\n', 2))
                .Select(static part => new RunbookSection(part[0], Anchor(part[0]), part[1].Trim())),
        ];
    }
}

/// <summary>One section.</summary>
/// <param name="Title">Its heading: a reason, for most.</param>
/// <param name="Anchor">Its id on the page.</param>
/// <param name="Text">Its Markdown.</param>
internal sealed record RunbookSection(string Title, string Anchor, string Text);
