using System.Text.RegularExpressions;

namespace NextCode.Attempts.Reports.Tests;

internal sealed class ReportTextTests
{
    private const string Head = """
        -- Question: How many?
        -- Definition: All of them, and
        --   the rest.
        -- Parameters:
        --   kind STRING = '': one kind
        --     alone.
        --   least FLOAT64 = -1.5: not less.
        -- Columns:
        --   n: How many: a number.
        -- Alert: Too many.
        """;

    [Test]
    public void A_head_comment_is_read_whole()
    {
        var report = ReportText.Parse("many", Head + "\nSELECT 1 AS n\n-- still the query\n");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(report.Definition, Is.EqualTo("All of them, and the rest."));
        Assert.That(
            report.Parameters,
            Is.EqualTo(
                new ReportParameter[]
                {
                    new("kind", "STRING", "", "one kind alone."),
                    new("least", "FLOAT64", "-1.5", "not less."),
                }
            )
        );
        Assert.That(report.Columns, Is.EqualTo(new ReportColumn[] { new("n", "How many: a number.") }));
        Assert.That(report.Alert, Is.EqualTo("Too many."));
        Assert.That(report.Sql, Is.EqualTo("SELECT 1 AS n\n-- still the query\n"));
    }

    [Test]
    public void No_alert_is_said() =>
        Assert.That(ReportText.Parse("many", Head.Replace("Too many.", "none") + "\nSELECT 1").Alert, Is.Null);

    [TestCase("-- Alert: Too many.", "", "no section Alert")]
    [TestCase("--   n: How many: a number.", "--   n", "is no column")]
    [TestCase("kind STRING", "kind TEXT", "is no parameter")]
    [TestCase("-- Question: How many?", "-- How many?", "not with a section")]
    public void What_is_missing_is_said(string from, string to, string says) =>
        Assert.That(
            () => ReportText.Parse("many", Head.Replace(from, to) + "\nSELECT 1"),
            Throws.TypeOf<FormatException>().With.Message.Contains(says)
        );

    [Test]
    public void Every_parameter_of_a_query_is_declared_and_every_declared_one_is_used()
    {
        using var scope = Assert.EnterMultipleScope();
        foreach (var report in ReportCatalogue.All)
        {
            Assert.That(
                ReportSql.ParametersOf(report.Sql).Except(["from", "to", "to_ms"]),
                Is.EquivalentTo(report.Parameters.Select(parameter => parameter.Name)),
                report.Name
            );
            Assert.That(ReportSql.ParametersOf(report.Sql), Does.Contain("from").And.Contain("to"), report.Name);
        }
    }

    /// <summary>A filter on timestamp beside every table, so that BigQuery reads the period's partitions only.</summary>
    [Test]
    public void Every_table_a_report_reads_is_cut_to_the_period()
    {
        using var scope = Assert.EnterMultipleScope();
        foreach (var report in ReportCatalogue.All)
        {
            var tables = Regex.Count(report.Sql, @"attempts\.[a-z_]+\b");
            var filters = Regex.Count(
                report.Sql,
                @"FROM attempts\.[a-z_]+\s+WHERE timestamp >= @from\s+AND timestamp < @to\b"
            );
            Assert.That(filters, Is.EqualTo(tables), report.Name);
        }
    }
}
