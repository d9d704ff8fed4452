using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests.Ingest;

/// <summary>A table older than the schema.</summary>
internal sealed class SchemaTests
{
    [Test]
    public async Task Columns_that_the_table_lacks_are_added_where_the_consumer_may()
    {
        await using var standIns = await StandIns.StartAsync(TakeAway);
        await using var consumer = await standIns.StartConsumerAsync(("Consumer:ManageSchema", "true"));

        var row = await RowOfAsync(standIns);
        Assert.That(row["brand"]!.GetValue<string>(), Is.EqualTo("acme"));
        Assert.That(row["additional_data"], Is.Null);
        var table = await standIns.BigQuery.Table("local", "attempts", "attempts").GetAsync(default);
        var columns = JsonNode.Parse(table!.Value.GetRawText())!["schema"]!["fields"]!.AsArray();
        Assert.That(
            columns.Select(static column => column!["name"]!.GetValue<string>()),
            Is.EquivalentTo(
                JsonNode.Parse(AttemptsTable.SchemaJson)!.AsArray().Select(static c => c!["name"]!.GetValue<string>())
            )
        );
    }

    [Test]
    public async Task Without_that_their_values_are_kept_in_additional_data()
    {
        await using var standIns = await StandIns.StartAsync(TakeAway);
        await using var consumer = await standIns.StartConsumerAsync();

        var row = await RowOfAsync(standIns);
        Assert.That(row.ContainsKey("brand"), Is.False);
        Assert.That(row["additional_data"]!.GetValue<string>(), Is.EqualTo("""{"brand":"acme"}"""));
    }

    private static void TakeAway(JsonArray columns) =>
        columns.Remove(columns.Single(static column => column!["name"]!.GetValue<string>() is "brand"));

    private static async Task<JsonObject> RowOfAsync(StandIns standIns)
    {
        var attempt = Events.New() with { Brand = "acme" };
        await standIns.PublishAsync([attempt]);
        var rows = await Eventually.GetAsync(
            () => standIns.Warehouse.QueryAsync("SELECT * FROM attempts.attempts"),
            static rows => rows.Count == 1,
            "the row"
        );
        return rows[0];
    }
}
