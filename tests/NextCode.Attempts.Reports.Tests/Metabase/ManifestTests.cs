using NextCode.Attempts.Reports.Metabase;

namespace NextCode.Attempts.Reports.Tests.Metabase;

internal sealed class ManifestTests
{
    private static readonly Manifest Manifest = ManifestReader.ReadEmbedded();

    [Test]
    public void Every_report_is_a_question_on_a_dashboard()
    {
        var shown = Manifest
            .Dashboards.SelectMany(dashboard => dashboard.Cards)
            .Select(card => card.Question)
            .OfType<string>();

        Assert.That(
            Manifest
                .Questions.Where(question => shown.Contains(question.Slug))
                .Select(question => question.Report.Name)
                .Distinct(),
            Is.EquivalentTo(ReportCatalogue.All.Select(report => report.Name))
        );
    }

    [Test]
    public void A_report_has_an_alert_where_its_head_says_so_and_nowhere_else() =>
        Assert.That(
            Manifest.Questions.Where(question => question.Alert is not null).Select(question => question.Report.Name),
            Is.EquivalentTo(ReportCatalogue.All.Where(report => report.Alert is not null).Select(report => report.Name))
        );

    [Test]
    public void Every_filter_of_a_dashboard_sets_a_variable_of_one_of_its_questions()
    {
        using var scope = Assert.EnterMultipleScope();
        foreach (var dashboard in Manifest.Dashboards)
        {
            var variables = dashboard
                .Cards.Where(card => card.Question is not null)
                .SelectMany(card =>
                    QuestionQuery.Variables(Manifest.Questions.Single(question => question.Slug == card.Question))
                )
                .Select(variable => variable.Name);
            Assert.That(dashboard.Filters, Is.SubsetOf(variables), dashboard.Slug);
        }
    }

    [Test]
    public void Every_fault_is_said()
    {
        const string Yaml = """
            channels: { a: b }
            collections:
              - { slug: one, name: One, description: x, parent: two }
              - { slug: Two, name: Two, description: x }
            questions:
              - { slug: errors-per-hour, name: "", collection: none, display: hologram, period: { weeks: 1 }, set: { nope: 1 }, alert: { channel: c, cron: "* * *" } }
              - { slug: nothing-of-the-kind, name: X, collection: one, display: table, period: { days: 1 } }
            dashboards:
              - slug: d
                name: D
                description: x
                collection: none
                cards:
                  - { heading: A, row: 0, col: 20, width: 6, height: 1 }
                  - { heading: B, row: 0, col: 22, width: 2, height: 1 }
                  - { question: nope, row: 5, col: 0, width: 2, height: 1 }
                  - { row: 9, col: 0, width: 2, height: 1 }
            """;

        var fault = Assert.Throws<FormatException>(() => ManifestReader.Read(Yaml));

        foreach (
            var says in new[]
            {
                "there is no collection two before it",
                "a slug has small letters",
                "it has no name",
                "display is one of",
                "there is no collection none",
                "period is days or hours",
                "has no parameter nope",
                "there is no channel c",
                "cron has seven fields",
                "set every parameter",
                "there is no report nothing-of-the-kind",
                "does not fit into 24 columns",
                "it lies on A",
                "there is no such question",
                "a question or a heading",
            }
        )
        {
            Assert.That(fault.Message, Does.Contain(says));
        }
    }

    [Test]
    public void What_is_no_YAML_says_where() =>
        Assert.That(
            () => ManifestReader.Read("questions: [\n"),
            Throws.TypeOf<FormatException>().With.Message.Contains("Line: 2")
        );

    [Test]
    public void Ids_stay_the_same_from_release_to_release() =>
        Assert.That(
            (Identity.EntityId("errors-per-hour"), Identity.Uuid("errors-per-hour days")),
            Is.EqualTo(("wSKnDmhWsxQ5LKUzWZenI", "7456e3a8-c198-8172-8c46-964f91248eed"))
        );
}
