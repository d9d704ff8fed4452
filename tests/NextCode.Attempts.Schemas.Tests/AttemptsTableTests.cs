using System.Text.Json;

namespace NextCode.Attempts.Tests;

internal sealed class AttemptsTableTests
{
    // The request of the people who use the table: names, order and types are fixed (contract, section 2).
    private const string FixedColumns =
        "timestamp TIMESTAMP,user_agent STRING,ip STRING,geo STRING,as_country_code STRING,as_description STRING,"
        + "as_number STRING,domain STRING,path STRING,query STRING,action STRING,fp STRING,referrer STRING,email STRING,"
        + "country STRING,currency STRING,phone STRING,status STRING,aff_data STRING,additional_data STRING,resp STRING,"
        + "duration INTEGER";

    [Test]
    public void The_first_columns_are_the_ones_that_were_asked_for()
    {
        var columns = Columns().Select(column => $"{Text(column, "name")} {Text(column, "type")}");

        Assert.That(string.Join(',', columns.Take(22)), Is.EqualTo(FixedColumns));
    }

    [Test]
    public void Only_the_attempt_id_is_required_and_everything_is_described()
    {
        var all = Columns().Concat(Columns().SelectMany(Fields)).ToList();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(
            all.Where(column => Text(column, "mode") == "REQUIRED").Select(column => Text(column, "name")),
            Is.EqualTo(new[] { "attempt_id" })
        );
        Assert.That(all.Select(column => Text(column, "description")), Has.All.Not.Empty);
    }

    [Test]
    public void The_event_schema_describes_every_column_that_a_publisher_may_fill()
    {
        var schema = JsonDocument
            .Parse(File.ReadAllText(RepositoryFiles.Path("schemas/events/attempt.v1.schema.json")))
            .RootElement.GetProperty("properties");
        var sent = typeof(Attempt).GetProperties().Select(p => JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name));

        using var scope = Assert.EnterMultipleScope();
        Assert.That(schema.EnumerateObject().Select(property => property.Name), Is.EquivalentTo(sent));
        foreach (var column in Columns().Where(column => schema.TryGetProperty(Text(column, "name"), out _)))
        {
            Assert.That(
                Text(schema.GetProperty(Text(column, "name")), "description"),
                Is.EqualTo(Text(column, "description")),
                Text(column, "name")
            );
        }
    }

    [TestCase("deposit_attempts", "deposit")]
    [TestCase("verification_events", "verification")]
    public void A_flattened_view_has_every_plain_column_and_every_field_of_its_record(string view, string record)
    {
        var sql = AttemptsTable.ViewSql(view);
        var expected = Columns()
            .Where(column => Text(column, "type") != "RECORD")
            .Select(column => $"  u.{Text(column, "name")}")
            .Concat(
                Fields(Columns().Single(column => Text(column, "name") == record))
                    .Select(field => $"  u.{record}.{Text(field, "name")} AS {Text(field, "name")}")
            );

        Assert.That(sql, Does.Contain(string.Join(",\n", expected)));
    }

    [TestCase("v_deposit", "deposit")]
    [TestCase("v_verification", "verification")]
    public void A_view_for_reports_has_every_field_of_its_record_in_both_dialects(string view, string record)
    {
        using var scope = Assert.EnterMultipleScope();
        foreach (
            var field in Fields(Columns().Single(column => Text(column, "name") == record))
                .Select(field => Text(field, "name"))
        )
        {
            Assert.That(AttemptsTable.ViewSql(view), Does.Match($@"v\.{record}\.{field}\b.* AS {field}\b"));
            Assert.That(AttemptsTable.LocalViewSql(view), Does.Match($@"v\.{record}\.{field}\b.* AS {field}\b"));
        }
    }

    [Test]
    public void Partitioning_and_clustering_are_those_of_the_contract()
    {
        var options = JsonDocument.Parse(AttemptsTable.OptionsJson).RootElement;

        using var scope = Assert.EnterMultipleScope();
        Assert.That(options.GetProperty("timePartitioning").GetRawText(), Does.Contain("DAY").And.Contain("timestamp"));
        Assert.That(
            options.GetProperty("clustering").GetProperty("fields").EnumerateArray().Select(field => field.GetString()),
            Is.EqualTo(new[] { "action", "status", "domain" })
        );
    }

    [Test]
    public void Every_view_has_a_text_for_both_engines(
        [ValueSource(typeof(AttemptsTable), nameof(AttemptsTable.ViewNames))] string view
    )
    {
        using var scope = Assert.EnterMultipleScope();
        Assert.That(AttemptsTable.ViewSql(view), Does.Contain("FROM attempts."));
        Assert.That(AttemptsTable.LocalViewSql(view), Does.Contain("FROM attempts.").And.Not.Contain("QUALIFY"));
    }

    private static List<JsonElement> Columns() =>
        [.. JsonDocument.Parse(AttemptsTable.SchemaJson).RootElement.EnumerateArray()];

    private static IEnumerable<JsonElement> Fields(JsonElement column) =>
        column.TryGetProperty("fields", out var fields) ? fields.EnumerateArray() : [];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
