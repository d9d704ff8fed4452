using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Google.Tests.BigQuery;

internal sealed class QueryTests
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
    public async Task A_query_goes_out_with_its_parameters_and_comes_back_whole()
    {
        _google.Answer(
            200,
            """
            {"jobComplete":true,"jobReference":{"jobId":"j"},"totalBytesProcessed":"10485760",
             "schema":{"fields":[{"name":"n","type":"INTEGER"},{"name":"t","type":"TIMESTAMP"}]},
             "rows":[{"f":[{"v":"1"},{"v":null}]}]}
            """
        );

        var result = await _client.QueryAsync("p", "SELECT @a", [new QueryParameter("a", "STRING", "x\"")], default);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(_google.Requests.Single().Line, Is.EqualTo("POST /bigquery/v2/projects/p/queries"));
        Assert.That(
            _google.Requests.Single().Body,
            Does.Contain("\"useLegacySql\":false")
                .And.Contain("\"parameterMode\":\"NAMED\"")
                .And.Contain("\"useInt64Timestamp\":true")
        );
        Assert.That(result.Columns, Is.EqualTo(new QueryColumn[] { new("n", "INTEGER"), new("t", "TIMESTAMP") }));
        Assert.That(result.Rows.Single(), Is.EqualTo(new[] { "1", null }));
        Assert.That(result.BytesProcessed, Is.EqualTo(10_485_760));
    }

    [Test]
    public async Task A_slow_query_is_asked_for_again_and_every_page_is_read()
    {
        _google
            .Answer(200, """{"jobComplete":false,"jobReference":{"jobId":"j 1","location":"EU"}}""")
            .Answer(
                200,
                """{"jobComplete":true,"jobReference":{"jobId":"j 1","location":"EU"},"pageToken":"p=2","schema":{"fields":[{"name":"n","type":"INTEGER"}]},"rows":[{"f":[{"v":"1"}]}]}"""
            )
            .Answer(200, """{"jobComplete":true,"jobReference":{"jobId":"j 1"},"rows":[{"f":[{"v":"2"}]}]}""");

        var result = await _client.QueryAsync("p", "SELECT 1", [], default);

        using var scope = Assert.EnterMultipleScope();
        Assert.That(result.Rows.Select(row => row[0]), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(
            _google.Requests.Skip(1).Select(request => request.Line),
            Is.EqualTo(
                new[]
                {
                    "GET /bigquery/v2/projects/p/queries/j%201?timeoutMs=10000&formatOptions.useInt64Timestamp=true&location=EU",
                    "GET /bigquery/v2/projects/p/queries/j%201?timeoutMs=10000&formatOptions.useInt64Timestamp=true&location=EU&pageToken=p%3D2",
                }
            )
        );
    }

    [Test]
    public void A_refused_query_says_why()
    {
        _google.Answer(
            400,
            """{"error":{"code":400,"message":"Unrecognized name: nope","errors":[{"reason":"invalidQuery"}]}}"""
        );

        Assert.That(
            async () => await _client.QueryAsync("p", "SELECT nope", [], default),
            Throws.TypeOf<GoogleApiException>().With.Message.Contains("Unrecognized name: nope")
        );
    }
}
