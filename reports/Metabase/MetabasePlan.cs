using System.Text;

namespace NextCode.Attempts.Reports.Metabase;

/// <summary>What a run found, or did.</summary>
/// <param name="Changes">Everything of ours, in the order in which it is made.</param>
/// <param name="Warnings">What will not work although nothing failed.</param>
public sealed record MetabasePlan(IReadOnlyList<Change> Changes, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether something differs.</summary>
    public bool HasChanges => Changes.Any(change => change.Kind != ChangeKind.Keep);

    /// <summary>One line a change, and below it what differs; ends with a line break.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        foreach (var change in Changes.Where(change => change.Kind != ChangeKind.Keep))
        {
            text.Append(Sign(change.Kind)).Append(' ').Append(change.What).Append('\n');
            foreach (var detail in change.Details)
            {
                text.Append("    ").Append(detail).Append('\n');
            }
        }

        text.Append(
            string.Join(
                ", ",
                Enum.GetValues<ChangeKind>()
                    .Select(kind => $"{Changes.Count(change => change.Kind == kind)} {Word(kind)}")
            )
        );
        text.Append(".\n");
        foreach (var warning in Warnings)
        {
            text.Append("Warning: ").Append(warning).Append('\n');
        }

        return text.ToString();
    }

    private static char Sign(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Create => '+',
            ChangeKind.Restore => '^',
            _ => '~',
        };

    private static string Word(ChangeKind kind) =>
        kind switch
        {
            ChangeKind.Create => "to make",
            ChangeKind.Update => "to change",
            ChangeKind.Restore => "to restore",
            _ => "as they should be",
        };
}
