using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using NextCode.Attempts.Reports.Metabase;
using NextCode.Attempts.Reports.Tests.Engines;
using NextCode.Attempts.Reports.Tests.Fixtures;

namespace NextCode.Attempts.Reports.Tests.Metabase;

/// <summary>The text of every question, its variables filled in as Metabase does, on the engines Metabase sends it to.</summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class QuestionSqlTests
{
    private static readonly Manifest Manifest = ManifestReader.ReadEmbedded();
    private static readonly Fixture Traps = Fixture.All.Single(fixture => fixture.Name == "traps");

    private StandIn _standIn = null!;
    private IReadOnlyDictionary<string, Answer>? _google;

    private static IEnumerable<string> Slugs => Manifest.Questions.Select(question => question.Slug);

    [OneTimeSetUp]
    public async Task StartAsync() => _standIn = await StandIn.StartAsync(Traps.Rows);

    [OneTimeTearDown]
    public async Task StopAsync() => await _standIn.DisposeAsync();

    [TestCaseSource(nameof(Slugs))]
    public async Task Google_takes_it(string slug)
    {
        _google ??= await AskGoogleAsync();

        Assert.That(_google[slug].Error ?? _google[slug + ", set"].Error, Is.Null);
    }

    /// <summary>Metabase opens the file itself: with none of the functions that the stand-in lends SQLite.</summary>
    [Test]
    public void Plain_SQLite_takes_it([ValueSource(nameof(Slugs))] string slug, [Values] bool set)
    {
        using var connection = new SqliteConnection($"Data Source={_standIn.DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Filled(Question(slug), ReportDialect.Sqlite, "local", set);

        using var rows = command.ExecuteReader();

        Assert.That(
            Enumerable.Range(0, rows.FieldCount).Select(rows.GetName),
            Is.EqualTo(Question(slug).Report.Columns.Select(column => column.Name))
        );
        Assert.That(rows.Read, Throws.Nothing);
    }

    private static async Task<IReadOnlyDictionary<string, Answer>> AskGoogleAsync()
    {
        var google = new ZetaSql();
        foreach (var question in Manifest.Questions)
        {
            foreach (var set in new[] { false, true })
            {
                var sql = Filled(question, ReportDialect.BigQuery, "p", set)
                    .Replace("`p.attempts.", "attempts.", StringComparison.Ordinal)
                    .Replace("`", "", StringComparison.Ordinal);
                google.Add(question.Slug + (set ? ", set" : ""), sql, [], Traps);
            }
        }

        return await google.RunAsync();
    }

    private static QuestionSpec Question(string slug) => Manifest.Questions.Single(question => question.Slug == slug);

    /// <summary>With every variable at its default, a text without one empty; or with a text in each of them.</summary>
    private static string Filled(QuestionSpec question, ReportDialect dialect, string project, bool set)
    {
        var sql = QuestionQuery.Sql(question, MetabaseTest.Options with { Dialect = dialect, Project = project });
        var values = QuestionQuery
            .Variables(question)
            .ToDictionary(
                variable => variable.Name,
                variable => variable.Type == "text" ? "'signup'" : variable.Default,
                StringComparer.Ordinal
            );
        sql = Regex.Replace(sql, @"\[\[(.*?)\]\]", match => set ? match.Groups[1].Value : "");
        return Regex.Replace(sql, @"\{\{(.*?)\}\}", match => values[match.Groups[1].Value]);
    }
}
