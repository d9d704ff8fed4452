using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Consumer.Hosting;
using NextCode.Attempts.Consumer.Ingest.Rows;

namespace NextCode.Attempts.Consumer.Tests.Hosting;

internal sealed class SchemaDriftTests
{
    private const string Schema = """
        [
          {"name":"a","type":"STRING","mode":"REQUIRED"},
          {"name":"b","type":"STRING"},
          {"name":"r","type":"RECORD","mode":"REPEATED","fields":[
            {"name":"x","type":"STRING"},{"name":"y","type":"STRING"}]}
        ]
        """;

    private const string Table = """
        [
          {"name":"B","type":"STRING"},
          {"name":"theirs","type":"INTEGER"},
          {"name":"r","type":"RECORD","mode":"REPEATED","fields":[{"name":"x","type":"STRING"}]}
        ]
        """;

    [Test]
    public void What_the_table_lacks_is_named_by_its_path()
    {
        using var schema = JsonDocument.Parse(Schema);
        using var table = JsonDocument.Parse(Table);

        Assert.That(SchemaDrift.FindMissing(schema.RootElement, table.RootElement), Is.EqualTo(["a", "r.y"]));
        Assert.That(SchemaDrift.FindMissing(schema.RootElement, schema.RootElement), Is.Empty);
    }

    [Test]
    public void The_merged_columns_keep_the_tables_and_add_what_it_lacks()
    {
        using var schema = JsonDocument.Parse(Schema);
        using var table = JsonDocument.Parse(Table);

        var merged = SchemaDrift.Merge(schema.RootElement, table.RootElement);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(merged.Select(static column => (string?)column!["name"]), Is.EqualTo(["B", "theirs", "r", "a"]));
        Assert.That((string?)merged[3]!["mode"], Is.EqualTo("NULLABLE"), "BigQuery adds no REQUIRED column");
        Assert.That(
            ((JsonArray)merged[2]!["fields"]!).Select(static column => (string?)column!["name"]),
            Is.EqualTo(["x", "y"])
        );
    }

    [Test]
    public void Columns_and_fields_left_out_are_found_no_more_and_come_back()
    {
        var columns = new TableColumns();
        columns.ExcludeOnly(["brand", "deposit.amount"]);
        var without = columns.Current.All;

        using var scope = Assert.EnterMultipleScope();
        Assert.That(without.TryFind("brand"u8, out _), Is.False);
        Assert.That(without.TryFind("deposit"u8, out var deposit), Is.True);
        Assert.That(deposit!.Fields.TryFind("amount"u8, out _), Is.False);
        Assert.That(deposit.Fields.TryFind("method"u8, out _), Is.True);
        Assert.That(
            without.Columns.Select(static column => column.Index),
            Is.EqualTo(Enumerable.Range(0, without.Columns.Count))
        );

        columns.ExcludeOnly([]);
        Assert.That(columns.Current.All.TryFind("brand"u8, out _), Is.True);
    }
}
