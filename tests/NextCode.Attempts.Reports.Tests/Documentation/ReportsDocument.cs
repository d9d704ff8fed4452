using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using NextCode.Attempts.Reports.Metabase;

namespace NextCode.Attempts.Reports.Tests.Documentation;

/// <summary>docs/reports.md, made of the reports' own files and of what was measured once: outputs and column widths.</summary>
/// <param name="Outputs">By report, a Markdown table of the local traffic's answer.</param>
/// <param name="Widths">Average bytes a row of each of the table's columns.</param>
internal sealed partial record ReportsDocument(
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyDictionary<string, double> Widths
)
{
    public static string File { get; } = Repository.PathOf("docs/reports.md");

    /// <summary>Reads back what was measured.</summary>
    public static ReportsDocument Read(string text) =>
        new(
            OutputBlocks()
                .Matches(text)
                .ToDictionary(
                    match => match.Groups["name"].Value,
                    match => match.Groups["table"].Value,
                    StringComparer.Ordinal
                ),
            WidthRows()
                .Matches(text)
                .ToDictionary(
                    match => match.Groups["column"].Value,
                    match => double.Parse(match.Groups["bytes"].ValueSpan, CultureInfo.InvariantCulture),
                    StringComparer.Ordinal
                )
        );

    public string Write()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Reports

            The questions analysts ask, each one SQL text in `reports/` that BigQuery and the local engine both run. This page is made of
            those files; the outputs are from local traffic (`dotnet run --project local -- --traffic 40`, a few minutes).

            ```sh
            attempts reports list                               # names and questions
            attempts reports run errors-per-hour --days 1       # on the local stand-in
            attempts reports run deposits --project my-project  # on BigQuery; --json and --csv for programs
            attempts reports sql deposits --project my-project  # the query, for BigQuery's own console

            export METABASE_API_KEY=…                           # of a service account: alerts run as it
            attempts metabase plan  --url https://metabase.example.com --project my-project --service-account key.json \
              --channel on-call=email:on-call@example.com --channel fraud=slack:#fraud
            attempts metabase apply …                           # the same options; shows what differs, then changes it
            attempts metabase check …                           # exit code 1 when somebody changed something
            ```

            `apply` owns the collections, questions, dashboards and alerts of `reports/metabase.yaml`, which it finds again by their
            `entity_id` or the mark `[managed:attempts/…]` in their description, and nothing else: what people add stays, also on our
            dashboards. It can be stopped at any time and run again. What is taken out of the file is not deleted in Metabase.
            Metabase 58 and later. An alert tells every time it looks while it is true.

            What masking hides: an account without a right on personal data (Metabase's own, as Terraform makes it) sees `ip`, `fp` and
            `email` as hashes and `additional_data` as nothing. Counts of different visitors and emails stay right; subnets, bonus codes
            and the names of limiters are empty for it.

            Dead letters are in no table: they are among `missing` in [ledger-producers](#ledger-producers), and Cloud Monitoring counts them.


            """
        );
        foreach (var report in InOrder())
        {
            Append(text, report);
        }

        AppendCosts(text);
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>As the dashboards show them.</summary>
    private static IEnumerable<Report> InOrder() =>
        ManifestReader.ReadEmbedded().Questions.Select(question => question.Report).DistinctBy(report => report.Name);

    private void Append(StringBuilder text, Report report)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"## {report.Name}\n\n**{report.Question}**\n\n{report.Definition}\n\n"
        );
        if (report.Parameters.Count > 0)
        {
            text.Append("| parameter | type | default | |\n|---|---|---|---|\n");
            foreach (var parameter in report.Parameters)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{parameter.Name}` | {parameter.Type} | {(parameter.Default.Length == 0 ? "empty" : parameter.Default)} | {parameter.Meaning} |\n"
                );
            }

            text.Append('\n');
        }

        text.Append("| column | |\n|---|---|\n");
        foreach (var column in report.Columns)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{column.Name}` | {column.Meaning} |\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\nAlert: {report.Alert ?? "none."}\n\n<!-- output {report.Name} -->\n\n{Outputs.GetValueOrDefault(report.Name)}\n<!-- end -->\n\n"
        );
    }

    private void AppendCosts(StringBuilder text)
    {
        text.Append(
            """
            ## What a run reads on BigQuery

            BigQuery reads the columns a query names, of the days its period touches (partitions), and nothing else: every report filters
            on `timestamp`, which also goes through `attempts_unique`, because the window that folds repeats is partitioned by it. The
            estimate is the sum of the columns' average widths (below), an upper bound; reports of one action read less, as the table is
            clustered by `action`. Not measured on BigQuery.

            | report | days, partitions | MB per million rows | columns |
            |---|---:|---:|---|

            """
        );
        foreach (var report in InOrder())
        {
            var columns = ScannedColumns.Of(report);
            var days = ReportCatalogue.PeriodOf(report);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {report.Name} | {days}, {days + 1} | {columns.Sum(column => Widths.GetValueOrDefault(column)):F0} | {string.Join(", ", columns)} |\n"
            );
        }

        text.Append("\n| column | bytes a row |\n|---|---:|\n");
        foreach (var (column, bytes) in Widths.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{column}` | {bytes:F1} |\n");
        }
    }

    [GeneratedRegex(
        "<!-- output (?<name>[a-z0-9-]+) -->\n\n(?<table>.*?)\n<!-- end -->",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex OutputBlocks();

    [GeneratedRegex(
        @"^\| `(?<column>[a-z_0-9.]+)` \| (?<bytes>[0-9.]+) \|$",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex WidthRows();
}
