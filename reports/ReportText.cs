using System.Text.RegularExpressions;

namespace NextCode.Attempts.Reports;

/// <summary>
/// Reads a report's file: a head comment with the sections Question, Definition, Parameters (optional), Columns and Alert,
/// then the query. A section's further lines are indented.
/// </summary>
internal static partial class ReportText
{
    private static readonly string[] Sections = ["Question", "Definition", "Parameters", "Columns", "Alert"];

    /// <exception cref="FormatException">The head comment lacks a section, or one cannot be read.</exception>
    public static Report Parse(string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var head = lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)).ToList();
        var sections = ReadSections(name, head);
        return new Report(
            name,
            Prose(name, sections, "Question"),
            Prose(name, sections, "Definition"),
            sections.TryGetValue("Parameters", out var parameters)
                ? [.. Entries(parameters).Select(entry => Parameter(name, entry))]
                : [],
            [.. Entries(Required(name, sections, "Columns")).Select(entry => Column(name, entry))],
            Prose(name, sections, "Alert") is not "none" and var alert ? alert : null,
            string.Join('\n', lines.Skip(head.Count)).Trim() + "\n"
        );
    }

    private static Dictionary<string, List<string>> ReadSections(string name, List<string> head)
    {
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? current = null;
        foreach (var line in head.Select(line => line[2..]))
        {
            if (SectionStart().Match(line) is { Success: true } start && Sections.Contains(start.Groups["name"].Value))
            {
                current = [start.Groups["rest"].Value];
                sections.Add(start.Groups["name"].Value, current);
            }
            else if (current is null)
            {
                throw new FormatException(
                    $"{name}: the head comment begins with \"{line.Trim()}\", not with a section."
                );
            }
            else
            {
                current.Add(line);
            }
        }

        return sections;
    }

    private static List<string> Required(string name, Dictionary<string, List<string>> sections, string section) =>
        sections.TryGetValue(section, out var lines)
            ? lines
            : throw new FormatException($"{name}: the head comment has no section {section}.");

    private static string Prose(string name, Dictionary<string, List<string>> sections, string section) =>
        string.Join(' ', Required(name, sections, section).Select(line => line.Trim())).Trim() is { Length: > 0 } prose
            ? prose
            : throw new FormatException($"{name}: the section {section} is empty.");

    /// <summary>One entry begins with three spaces; a line with more goes on with the one before.</summary>
    private static List<string> Entries(List<string> lines)
    {
        var entries = new List<string>();
        foreach (var line in lines.Where(line => line.Trim().Length > 0))
        {
            if (entries.Count > 0 && line.StartsWith("    ", StringComparison.Ordinal))
            {
                entries[^1] += " " + line.Trim();
            }
            else
            {
                entries.Add(line.Trim());
            }
        }

        return entries;
    }

    private static ReportColumn Column(string name, string entry) =>
        entry.IndexOf(": ", StringComparison.Ordinal) is > 0 and var colon
            ? new ReportColumn(entry[..colon], entry[(colon + 2)..])
            : throw new FormatException($"{name}: \"{entry}\" is no column. Write \"name: meaning\".");

    private static ReportParameter Parameter(string name, string entry) =>
        ParameterEntry().Match(entry) is { Success: true } match
            ? new ReportParameter(
                match.Groups["name"].Value,
                match.Groups["type"].Value,
                match.Groups["value"].Value.Trim('\''),
                match.Groups["meaning"].Value
            )
            : throw new FormatException(
                $"{name}: \"{entry}\" is no parameter. Write \"name TYPE = default: meaning\"."
            );

    [GeneratedRegex("^ (?<name>[A-Z][a-z]+): ?(?<rest>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SectionStart();

    [GeneratedRegex(
        "^(?<name>[a-z_]+) (?<type>STRING|INT64|FLOAT64) = (?<value>'[^']*'|-?[0-9]+(\\.[0-9]+)?): (?<meaning>.+)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ParameterEntry();
}
