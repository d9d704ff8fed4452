using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Google.Tests.BigQuery;

internal sealed class BigQueryClientTests
{
    private FakeGoogle _google = null!;
    private BigQueryClient _client = null!;

    [SetUp]
    public async Task Start()
    {
        _google = await FakeGoogle.StartAsync();
        _client = BigQueryClient.Create(new GoogleClientOptions { EmulatorHost = _google.Host, Retries = 0 });
    }

    [TearDown]
    public async Task Stop()
    {
        _client.Dispose();
        await _google.DisposeAsync();
    }

    [Test]
    public async Task Rows_are_sent_as_they_are_with_their_insert_ids()
    {
        _google.Answer(200, """{"kind":"bigquery#tableDataInsertAllResponse"}""");

        var errors = await _client
            .Table("p", "d", "t")
            .InsertAllAsync(
                [new TableRow("1", """{"a":1}"""u8.ToArray()), new TableRow("2", "{}"u8.ToArray())],
                default
            );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(errors, Is.Empty);
        Assert.That(
            _google.Requests.Single().Line,
            Is.EqualTo("POST /bigquery/v2/projects/p/datasets/d/tables/t/insertAll")
        );
        Assert.That(
            _google.Requests.Single().Body,
            Is.EqualTo("""{"rows":[{"insertId":"1","json":{"a":1}},{"insertId":"2","json":{}}]}""")
        );
    }

    [Test]
    public async Task Refused_rows_are_told_from_stopped_ones()
    {
        _google.Answer(
            200,
            """
            {"insertErrors":[{"index":0,"errors":[{"reason":"stopped"}]},
            {"index":1,"errors":[{"reason":"stopped"},{"reason":"invalid","location":"x","message":"no such field: x."}]}]}
            """
        );

        var errors = await _client.Table("p", "d", "t").InsertAllAsync([new TableRow("1", "{}"u8.ToArray())], default);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(errors[0].IsStopped);
        Assert.That(errors[1], Is.EqualTo(new RowError(1, "invalid", "x", "no such field: x.")));
    }

    [Test]
    public async Task A_table_that_is_missing_is_null()
    {
        _google.Answer(404, "").Answer(200, """{"schema":{"fields":[]}}""");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(await _client.Table("p", "d", "t").GetAsync(default), Is.Null);
        Assert.That(
            (await _client.Table("p", "d", "t").GetAsync(default))?.GetProperty("schema").ToString(),
            Is.Not.Empty
        );
    }

    [Test]
    public async Task A_table_is_created_with_columns_and_options()
    {
        _google.Answer(200, "{}").Answer(409, "{}");

        var created = await _client.Admin.EnsureTableAsync("p", "d", "t", "[1]", """{"description":"x"}""", default);
        var again = await _client.Admin.EnsureTableAsync("p", "d", "t", "[1]", "{}", default);

        using var scope = Assert.EnterMultipleScope();
        Assert.That((created, again), Is.EqualTo((true, false)));
        Assert.That(
            _google.Requests[0].Body,
            Is.EqualTo(
                """{"description":"x","tableReference":{"projectId":"p","datasetId":"d","tableId":"t"},"schema":{"fields":[1]}}"""
            )
        );
    }

    [Test]
    public async Task A_dataset_and_a_view_are_created()
    {
        _google.Answer(200, "{}").Answer(200, "{}");

        await _client.Admin.EnsureDatasetAsync("p", "d", default);
        await _client.Admin.EnsureViewAsync("p", "d", "v", "SELECT 1", default);

        Assert.That(
            _google.Requests.Select(request => request.Line),
            Is.EqualTo(
                new[] { "POST /bigquery/v2/projects/p/datasets", "POST /bigquery/v2/projects/p/datasets/d/tables" }
            )
        );
        Assert.That(_google.Requests[1].Body, Does.Contain("""{"query":"SELECT 1","useLegacySql":false}"""));
    }
}
