namespace NextCode.Attempts.Local.Tests.BigQuery;

internal sealed class DatasetAndTableTests : BigQueryTest
{
    private const string Fields =
        """{"name":"id","type":"STRING","mode":"REQUIRED","description":"the key"},{"name":"t","type":"TIMESTAMP"},{"name":"tags","type":"INT64","mode":"REPEATED"}""";

    [Test]
    public async Task A_dataset_keeps_what_it_was_given()
    {
        (
            await BigQuery.PostAsync(
                "datasets",
                """{"datasetReference":{"projectId":"local","datasetId":"other"},"description":"one","labels":{"team":"a"}}"""
            )
        ).RequireOk();
        (await BigQuery.PatchAsync("datasets/other", """{"labels":{"kind":"b"},"friendlyName":"Other"}""")).RequireOk();

        var dataset = (await BigQuery.GetAsync("datasets/other")).RequireOk().Json;

        Assert.Multiple(() =>
        {
            Assert.That((string?)dataset["id"], Is.EqualTo("local:other"));
            Assert.That((string?)dataset["description"], Is.EqualTo("one"));
            Assert.That((string?)dataset["friendlyName"], Is.EqualTo("Other"));
            Assert.That(dataset["labels"]!.ToJsonString(), Is.EqualTo("""{"team":"a","kind":"b"}"""));
            Assert.That((string?)dataset["creationTime"], Is.EqualTo("1767323045000"));
        });
    }

    [Test]
    public async Task Datasets_are_listed_in_pages()
    {
        await BigQuery.CreateDatasetAsync("a");
        await BigQuery.CreateDatasetAsync("b");

        var first = (await BigQuery.GetAsync("datasets?maxResults=2")).RequireOk().Json;
        var second = (await BigQuery.GetAsync($"datasets?maxResults=2&pageToken={first["nextPageToken"]}")).Json;

        Assert.That(first["datasets"]!.AsArray().Select(d => (string?)d!["id"]), Is.EqualTo(["local:a", "local:b"]));
        Assert.That(second["datasets"]!.AsArray().Select(d => (string?)d!["id"]), Is.EqualTo(["local:ds"]));
        Assert.That(second["nextPageToken"], Is.Null);
    }

    [Test]
    public async Task A_name_is_given_once()
    {
        await BigQuery.CreateTableAsync("t", Fields);

        var dataset = await BigQuery.PostAsync("datasets", """{"datasetReference":{"datasetId":"ds"}}""");
        var table = await BigQuery.PostAsync(
            "datasets/ds/tables",
            $$$$"""{"tableReference":{"tableId":"t"},"schema":{"fields":[{{{{Fields}}}}]}}"""
        );

        Assert.That(
            (dataset.Code, dataset.Reason, dataset.Message),
            Is.EqualTo((409, "duplicate", "Already Exists: Dataset local:ds"))
        );
        Assert.That(
            (table.Code, table.Reason, table.Message),
            Is.EqualTo((409, "duplicate", "Already Exists: Table local:ds.t"))
        );
    }

    [Test]
    public async Task A_dataset_with_tables_goes_only_with_its_contents()
    {
        await BigQuery.CreateTableAsync("t", Fields);

        var refused = await BigQuery.DeleteAsync("datasets/ds");
        Assert.That((refused.Code, refused.Reason), Is.EqualTo((400, "resourceInUse")));

        Assert.That((await BigQuery.DeleteAsync("datasets/ds?deleteContents=true")).Code, Is.EqualTo(204));
        Assert.That((await BigQuery.GetAsync("datasets/ds")).Code, Is.EqualTo(404));
        Assert.That((await BigQuery.GetAsync("datasets/ds/tables/t")).Code, Is.EqualTo(404));

        await BigQuery.CreateDatasetAsync();
        await BigQuery.CreateTableAsync("t", Fields);
        Assert.That(await BigQuery.CountAsync("t"), Is.EqualTo("0"));
    }

    [Test]
    public async Task A_table_shows_its_schema_partitioning_clustering_and_rows()
    {
        await BigQuery.CreateTableAsync(
            "t",
            Fields,
            """ "timePartitioning":{"type":"DAY","field":"t","expirationMs":"86400000"},"clustering":{"fields":["id"]},"description":"rows" """
        );
        (await BigQuery.InsertAsync("t", """{"id":"1"}""", """{"id":"2"}""")).RequireOk();

        var table = (await BigQuery.GetAsync("datasets/ds/tables/t")).RequireOk().Json;

        Assert.Multiple(() =>
        {
            Assert.That((string?)table["type"], Is.EqualTo("TABLE"));
            Assert.That((string?)table["numRows"], Is.EqualTo("2"));
            Assert.That((string?)table["description"], Is.EqualTo("rows"));
            Assert.That(table["streamingBuffer"], Is.Null);
            Assert.That(
                table["timePartitioning"]!.ToJsonString(),
                Is.EqualTo("""{"type":"DAY","field":"t","expirationMs":"86400000"}""")
            );
            Assert.That(table["clustering"]!.ToJsonString(), Is.EqualTo("""{"fields":["id"]}"""));
            Assert.That(
                table["schema"]!["fields"]!.ToJsonString(),
                Is.EqualTo(
                    """[{"name":"id","type":"STRING","mode":"REQUIRED","description":"the key"},{"name":"t","type":"TIMESTAMP"},{"name":"tags","type":"INTEGER","mode":"REPEATED"}]"""
                )
            );
        });
    }

    [TestCase(
        """{"name":"x","type":"NOPE"}""",
        "",
        "Invalid value for type: NOPE is not a type of the stand-in. Field: x"
    )]
    [TestCase(
        """{"name":"x","type":"STRING","mode":"OFTEN"}""",
        "",
        "Invalid value for mode: OFTEN is not a valid value. Field: x"
    )]
    [TestCase("""{"name":"x","type":"RECORD"}""", "", "Field x is type RECORD but has no schema")]
    [TestCase("""{"name":"x","type":"STRING"},{"name":"X","type":"STRING"}""", "", "Field X already exists in schema")]
    [TestCase(
        """{"name":"x","type":"STRING"}""",
        ""","timePartitioning":{"type":"DAY","field":"x"}""",
        "The field specified for time partitioning must be a top-level TIMESTAMP, DATE or DATETIME column of the schema: x"
    )]
    [TestCase(
        """{"name":"x","type":"STRING"}""",
        ""","clustering":{"fields":["y"]}""",
        "The field specified for clustering cannot be found in the schema. Invalid field: y."
    )]
    public async Task A_table_that_makes_no_sense_is_refused(string fields, string settings, string message)
    {
        var answer = await BigQuery.PostAsync(
            "datasets/ds/tables",
            $$"""{"tableReference":{"tableId":"t"},"schema":{"fields":[{{fields}}]}{{settings}}}"""
        );

        Assert.That((answer.Code, answer.Reason, answer.Message), Is.EqualTo((400, "invalid", message)));
    }

    [TestCase("a-b.c")]
    [TestCase("t$20260101")]
    [TestCase("")]
    public async Task A_table_needs_a_proper_name(string id)
    {
        var answer = await BigQuery.PostAsync(
            "datasets/ds/tables",
            $$$$"""{"tableReference":{"tableId":"{{{{id}}}}"},"schema":{"fields":[{{{{Fields}}}}]}}"""
        );

        Assert.That(answer.Message, Does.StartWith($"Invalid table ID \"{id}\""));
    }

    [Test]
    public async Task Columns_are_added_and_required_ones_relaxed()
    {
        await BigQuery.CreateTableAsync("t", Fields);
        (await BigQuery.InsertAsync("t", """{"id":"old"}""")).RequireOk();

        (
            await BigQuery.PatchAsync(
                "datasets/ds/tables/t",
                """{"schema":{"fields":[{"name":"id","type":"STRING"},{"name":"t","type":"TIMESTAMP"},{"name":"tags","type":"INTEGER","mode":"REPEATED"},{"name":"more","type":"RECORD","fields":[{"name":"x","type":"STRING"}]}]}}"""
            )
        ).RequireOk();
        (await BigQuery.InsertAsync("t", """{"more":{"x":"y"}}""")).RequireOk();

        Assert.That(
            (await BigQuery.ReadAsync("SELECT id, more.x FROM ds.t ORDER BY id")).Rows,
            Is.EqualTo(["NULL|y", "old|NULL"])
        );
    }

    [TestCase("""{"name":"id","type":"STRING"}""", "Field t is missing in new schema")]
    [TestCase(
        """{"name":"id","type":"INTEGER"},{"name":"t","type":"TIMESTAMP"}""",
        "Field id has changed type from STRING to INTEGER"
    )]
    [TestCase(
        """{"name":"id","type":"STRING"},{"name":"t","type":"TIMESTAMP","mode":"REQUIRED"}""",
        "Field t has changed mode from NULLABLE to REQUIRED"
    )]
    [TestCase(
        """{"name":"id","type":"STRING"},{"name":"t","type":"TIMESTAMP"},{"name":"x","type":"STRING","mode":"REQUIRED"}""",
        "Cannot add required fields to an existing schema. (field: x)"
    )]
    public async Task A_schema_only_grows(string fields, string why)
    {
        await BigQuery.CreateTableAsync(
            "t",
            """{"name":"id","type":"STRING","mode":"REQUIRED"},{"name":"t","type":"TIMESTAMP"}"""
        );

        var answer = await BigQuery.PatchAsync(
            "datasets/ds/tables/t",
            $$$$"""{"schema":{"fields":[{{{{fields}}}}]}}"""
        );

        Assert.That(
            (answer.Code, answer.Message),
            Is.EqualTo((400, $"Provided Schema does not match Table local:ds.t. {why}"))
        );
    }

    [Test]
    public async Task Rows_are_listed_in_pages_in_the_order_they_came()
    {
        await BigQuery.CreateTableAsync("t", Fields);
        (
            await BigQuery.InsertAsync(
                "t",
                Enumerable.Range(1, 5).Select(i => $$"""{"id":"{{i}}","t":{{i}},"tags":[{{i}}]}""")
            )
        ).RequireOk();

        var first = (await BigQuery.GetAsync("datasets/ds/tables/t/data?maxResults=3")).RequireOk();
        var second = await BigQuery.GetAsync(
            $"datasets/ds/tables/t/data?maxResults=3&pageToken={first.Json["pageToken"]}"
        );
        var skipped = await BigQuery.GetAsync(
            "datasets/ds/tables/t/data?startIndex=4&selectedFields=t,id&formatOptions.useInt64Timestamp=true"
        );

        Assert.Multiple(() =>
        {
            Assert.That((string?)first.Json["totalRows"], Is.EqualTo("5"));
            Assert.That(first.Rows[0], Is.EqualTo("""1|1.0E0|[{"v":"1"}]"""));
            Assert.That(second.Rows.Select(row => row[0]), Is.EqualTo("45"));
            Assert.That(second.Json["pageToken"], Is.Null);
            Assert.That(skipped.Rows, Is.EqualTo(["5|5000000"]));
        });
    }

    [Test]
    public async Task Everything_survives_a_restart()
    {
        await BigQuery.CreateTableAsync("t", Fields, """ "timePartitioning":{"type":"DAY","field":"t"} """);
        (await BigQuery.CreateViewAsync("v", "SELECT id FROM ds.t")).RequireOk();
        (await BigQuery.InsertAsync("t", """{"id":"1"}""")).RequireOk();
        var before = (await BigQuery.GetAsync("datasets/ds/tables/t")).RequireOk().Json;

        await RestartAsync();
        (await BigQuery.InsertAsync("t", """{"id":"2"}""")).RequireOk();

        Assert.That((await BigQuery.ReadAsync("SELECT id FROM ds.v ORDER BY id")).Rows, Is.EqualTo(["1", "2"]));
        var after = (await BigQuery.GetAsync("datasets/ds/tables/t")).RequireOk().Json;
        Assert.That(after["schema"]!.ToJsonString(), Is.EqualTo(before["schema"]!.ToJsonString()));
    }

    [Test]
    public async Task A_change_that_expects_another_state_is_refused()
    {
        await BigQuery.CreateTableAsync("t", Fields);
        using var content = new StringContent("""{"description":"x"}""");
        using var http = new HttpClient { BaseAddress = BigQuery.Address };
        using var request = new HttpRequestMessage(HttpMethod.Patch, "bigquery/v2/projects/local/datasets/ds/tables/t")
        {
            Content = content,
            Headers = { { "If-Match", "\"other\"" } },
        };

        using var response = await http.SendAsync(request);

        Assert.That((int)response.StatusCode, Is.EqualTo(412));
    }

    [Test]
    public async Task What_is_not_served_says_so_in_Googles_form()
    {
        var answer = await BigQuery.GetAsync("datasets/ds/routines");

        Assert.That((answer.Code, answer.Reason), Is.EqualTo((404, "notFound")));
        Assert.That(answer.Message, Does.EndWith("is not served by the stand-in"));
    }
}
