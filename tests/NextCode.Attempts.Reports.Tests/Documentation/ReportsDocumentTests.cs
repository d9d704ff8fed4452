using System.Text.Json.Nodes;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Local.Hosting;

namespace NextCode.Attempts.Reports.Tests.Documentation;

internal sealed class ReportsDocumentTests
{
    private const int RowsShown = 6;

    [Test]
    public void The_document_says_what_the_files_say()
    {
        var text = File.ReadAllText(ReportsDocument.File);

        Assert.That(text, Is.EqualTo(ReportsDocument.Read(text).Write()), "Run the explicit test beside this one.");
    }

    [Test]
    public void Every_report_has_an_output_with_its_columns_and_rows()
    {
        var outputs = ReportsDocument.Read(File.ReadAllText(ReportsDocument.File)).Outputs;

        using var scope = Assert.EnterMultipleScope();
        foreach (var report in ReportCatalogue.All)
        {
            var lines = outputs[report.Name].Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.That(
                lines[0],
                Is.EqualTo($"| {string.Join(" | ", report.Columns.Select(column => column.Name))} |"),
                report.Name
            );
            Assert.That(lines, Has.Length.GreaterThan(2), report.Name);
        }
    }

    [TestCase("errors-per-hour", "action, attempt_id, error_code, ingested_at, status, timestamp")]
    [TestCase(
        "email-typos",
        "action, attempt_id, email, email_domain, email_domain_suggestion, error_code, ingested_at, status, timestamp"
    )]
    public void The_columns_a_report_reads_are_those_of_the_table(string report, string columns) =>
        Assert.That(string.Join(", ", ScannedColumns.Of(ReportCatalogue.Find(report)!)), Is.EqualTo(columns));

    [Test]
    [Explicit("Writes docs/reports.md anew from the files and the outputs it has.")]
    public async Task Write_the_document_with_its_outputs() =>
        await File.WriteAllTextAsync(
            ReportsDocument.File,
            ReportsDocument.Read(await File.ReadAllTextAsync(ReportsDocument.File)).Write()
        );

    [Test]
    [Explicit(
        "Writes docs/reports.md anew from the stand-in at BIGQUERY_EMULATOR_HOST, which should have some local traffic."
    )]
    public async Task Write_the_document()
    {
        using var client = BigQueryClient.Create(new GoogleClientOptions());
        Assert.That(client.IsEmulator, "Set BIGQUERY_EMULATOR_HOST.");
        var runner = new ReportRunner(client, LocalNames.Project, LocalNames.Dataset);
        var period = ReportPeriod.LastDays(1, TimeProvider.System.GetUtcNow());
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var report in ReportCatalogue.All)
        {
            var values = report.Parameters.Any(parameter => parameter.Name == "horizon_minutes")
                ? new Dictionary<string, string> { ["horizon_minutes"] = "1" }
                : [];
            var result = await runner.RunAsync(report, period, values, CancellationToken.None);
            outputs[report.Name] = ResultWriter.Write(
                result with
                {
                    Rows = [.. result.Rows.Take(RowsShown)],
                },
                ResultFormat.Markdown
            );
        }

        await File.WriteAllTextAsync(
            ReportsDocument.File,
            new ReportsDocument(outputs, await MeasureAsync(client)).Write()
        );
    }

    /// <summary>BigQuery's sizes: 8 bytes a number or time, 1 a boolean, 16 a NUMERIC, 2 and its length a text; none for NULL.</summary>
    private static async Task<Dictionary<string, double>> MeasureAsync(BigQueryClient client)
    {
        var widths = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var column in JsonNode.Parse(AttemptsTable.SchemaJson)!.AsArray())
        {
            foreach (
                var (path, type) in column!["fields"] is JsonArray fields
                    ? fields.Select(field => ($"{column["name"]}.{field!["name"]}", (string)field["type"]!))
                    : [((string)column["name"]!, (string)column["type"]!)]
            )
            {
                var holder = path.StartsWith("errors.", StringComparison.Ordinal) ? "errors" : path;
                var size = type switch
                {
                    "STRING" when holder != path => $"SUM(LENGTH(errors)) / 3.0",
                    "STRING" => $"SUM(2 + LENGTH({path}))",
                    "BOOLEAN" => $"COUNT({path})",
                    "NUMERIC" => $"COUNT({path}) * 16",
                    _ => $"COUNT({path}) * 8",
                };
                var result = await client.QueryAsync(
                    LocalNames.Project,
                    $"SELECT COALESCE({size}, 0) * 1.0 / COUNT(*) AS width FROM attempts.attempts",
                    [],
                    CancellationToken.None
                );
                widths[path] = double.Parse(result.Rows[0][0]!, System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        return widths;
    }
}
