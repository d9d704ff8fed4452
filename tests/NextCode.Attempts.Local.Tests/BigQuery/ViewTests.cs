namespace NextCode.Attempts.Local.Tests.BigQuery;

internal sealed class ViewTests : BigQueryTest
{
    /// <summary>The newest row of each key, in words both SQLite and a person can read.</summary>
    private const string Unique = """
        SELECT a.* FROM ds.ds AS a WHERE NOT EXISTS (SELECT 1 FROM ds.ds AS b WHERE b.id = a.id
        AND (b.ts > a.ts OR (b.ts = a.ts AND b.rowid > a.rowid)))
        """;

    [SetUp]
    public async Task CreateTableAsync()
    {
        // Named like its dataset, as attempts.attempts is.
        await BigQuery.CreateTableAsync(
            "ds",
            """{"name":"id","type":"STRING","mode":"REQUIRED"},{"name":"ts","type":"TIMESTAMP"},{"name":"ok","type":"BOOL"},{"name":"r","type":"RECORD","fields":[{"name":"x","type":"NUMERIC"}]}"""
        );
        (
            await BigQuery.InsertAsync(
                "ds",
                """{"id":"1","ts":1,"ok":true}""",
                """{"id":"1","ts":2,"ok":false,"r":{"x":"2.5"}}""",
                """{"id":"2","ts":1}""",
                """{"id":"2","ts":1,"ok":true}"""
            )
        ).RequireOk();
    }

    [Test]
    public async Task A_view_answers_its_query_with_the_types_of_its_table()
    {
        (await BigQuery.CreateViewAsync("u", Unique)).RequireOk();

        var answer = await BigQuery.ReadAsync("SELECT id, ts, ok, u.r.x FROM ds.u ORDER BY id");

        Assert.That(answer.Columns, Is.EqualTo("id:STRING ts:TIMESTAMP ok:BOOLEAN x:NUMERIC"));
        Assert.That(answer.Rows, Is.EqualTo(["1|2.0E0|false|2.5", "2|1.0E0|true|NULL"]));
    }

    [Test]
    public async Task A_view_shows_its_own_text_and_its_columns()
    {
        (await BigQuery.CreateViewAsync("u", Unique)).RequireOk();

        var view = (await BigQuery.GetAsync("datasets/ds/tables/u")).RequireOk();

        Assert.That((string?)view.Json["type"], Is.EqualTo("VIEW"));
        Assert.That((string?)view.Json["view"]!["query"], Is.EqualTo(Unique));
        Assert.That(view.Columns, Is.EqualTo("id:STRING ts:TIMESTAMP ok:BOOLEAN r:RECORD"));
    }

    [Test]
    public async Task A_view_of_a_view_in_SQLites_dialect_keeps_the_types_of_expressions()
    {
        (
            await BigQuery.CreateViewAsync(
                "v",
                "SELECT id, strftime('%H', ts) AS hour, json_extract(r, '$.x') AS x, ok = 1 AS good, TIMESTAMP_TRUNC(ts, 'DAY') AS day FROM ds.ds"
            )
        ).RequireOk();
        (await BigQuery.CreateViewAsync("w", "SELECT good, day, hour FROM ds.v WHERE good")).RequireOk();

        var answer = await BigQuery.ReadAsync("SELECT * FROM ds.w LIMIT 1");

        Assert.That(answer.Columns, Is.EqualTo("good:BOOLEAN day:TIMESTAMP hour:STRING"));
        Assert.That(answer.Rows, Is.EqualTo(["true|0.0|00"]));
    }

    [Test]
    public async Task A_table_and_a_view_of_it_join()
    {
        (await BigQuery.CreateViewAsync("u", Unique)).RequireOk();

        var answer = await BigQuery.ReadAsync("SELECT COUNT(*) FROM ds.ds JOIN ds.u ON u.id = ds.id");

        Assert.That(answer.Rows, Is.EqualTo(["4"]));
    }

    [Test]
    public async Task A_view_follows_its_table_when_columns_are_added()
    {
        (await BigQuery.CreateViewAsync("u", Unique)).RequireOk();
        (
            await BigQuery.PatchAsync(
                "datasets/ds/tables/ds",
                """{"schema":{"fields":[{"name":"id","type":"STRING","mode":"REQUIRED"},{"name":"ts","type":"TIMESTAMP"},{"name":"ok","type":"BOOL"},{"name":"r","type":"RECORD","fields":[{"name":"x","type":"NUMERIC"}]},{"name":"new","type":"STRING"}]}}"""
            )
        ).RequireOk();
        (await BigQuery.InsertAsync("ds", """{"id":"3","new":"yes"}""")).RequireOk();

        Assert.That((await BigQuery.ReadAsync("SELECT new FROM ds.u WHERE id = '3'")).Rows, Is.EqualTo(["yes"]));
    }

    [TestCase("SELECT nope FROM ds.ds", 400, "Unrecognized name: nope at [1:8]")]
    [TestCase("SELECT 1 AS x FROM ds.nope", 404, "Not found: Table local:ds.nope was not found in location US")]
    public async Task A_view_that_cannot_run_is_not_made(string query, int code, string message)
    {
        var answer = await BigQuery.CreateViewAsync("bad", query);

        Assert.That((answer.Code, answer.Message), Is.EqualTo((code, message)));
        Assert.That((await BigQuery.GetAsync("datasets/ds/tables/bad")).Code, Is.EqualTo(404));
    }

    [Test]
    public async Task A_view_takes_a_new_query()
    {
        (await BigQuery.CreateViewAsync("u", Unique)).RequireOk();
        (
            await BigQuery.PatchAsync(
                "datasets/ds/tables/u",
                """{"view":{"query":"SELECT COUNT(*) AS n FROM ds.ds","useLegacySql":false}}"""
            )
        ).RequireOk();

        Assert.That((await BigQuery.ReadAsync("SELECT * FROM ds.u")).Columns, Is.EqualTo("n:INTEGER"));
    }

    [Test]
    public async Task Rows_cannot_be_put_into_a_view_nor_listed_from_it()
    {
        (await BigQuery.CreateViewAsync("u", Unique)).RequireOk();

        Assert.That((await BigQuery.InsertAsync("u", "{}")).Code, Is.EqualTo(400));
        Assert.That(
            (await BigQuery.GetAsync("datasets/ds/tables/u/data")).Message,
            Is.EqualTo("Cannot list a table of type VIEW.")
        );
    }

    /// <summary>What the database file holds of a view in SQLite's dialect must run in any SQLite.</summary>
    [Test]
    public async Task A_view_that_says_it_is_SQLites_is_left_as_it_is()
    {
        (
            await BigQuery.CreateViewAsync(
                "v",
                "#sqlite\n-- plain\nSELECT id, CAST(7 / 2 AS INTEGER) AS half, CAST('3' AS INTEGER) AS three, CAST(SUBSTR(ts, 1, 13) || ':00:00.000000+00:00' AS TIMESTAMP TEXT) AS hour, CAST(d.r.x AS FLOAT) AS x FROM ds.ds AS d WHERE ok = 1"
            )
        ).RequireOk();

        var answer = await BigQuery.ReadAsync("SELECT * FROM ds.v");

        Assert.That(answer.Columns, Is.EqualTo("id:STRING half:INTEGER three:INTEGER hour:TIMESTAMP x:FLOAT"));
        Assert.That(answer.Rows, Is.EqualTo(["1|3|3|0.0|NULL", "2|3|3|0.0|NULL"]));
    }
}
