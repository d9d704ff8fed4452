namespace NextCode.Attempts.Local.Tests.BigQuery;

internal sealed class JobTests : BigQueryTest
{
    private const string Numbers =
        "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT x FROM n";

    [Test]
    public async Task A_job_is_done_when_inserted_and_its_result_is_read_in_pages()
    {
        var job = (await InsertAsync("one", Numbers)).RequireOk().Json;
        var first = (await BigQuery.GetAsync("queries/one?maxResults=2&timeoutMs=0")).RequireOk();
        var second = await BigQuery.GetAsync($"queries/one?maxResults=2&pageToken={first.Json["pageToken"]}");
        var third = await BigQuery.GetAsync("queries/one?startIndex=4");

        Assert.Multiple(() =>
        {
            Assert.That((string?)job["status"]!["state"], Is.EqualTo("DONE"));
            Assert.That((string?)job["id"], Is.EqualTo("local:US.one"));
            Assert.That((string?)first.Json["totalRows"], Is.EqualTo("5"));
            Assert.That(
                (first.Columns, first.Rows, second.Rows, third.Rows),
                Is.EqualTo(("x:INTEGER", new[] { "1", "2" }, new[] { "3", "4" }, new[] { "5" }))
            );
            Assert.That(third.Json["pageToken"], Is.Null);
        });
    }

    [Test]
    public async Task A_job_that_fails_says_why_in_its_status_and_in_its_result()
    {
        var job = (await InsertAsync("bad", "SELECT nope")).RequireOk().Json;
        var result = await BigQuery.GetAsync("queries/bad");

        Assert.That((string?)job["status"]!["errorResult"]!["reason"], Is.EqualTo("invalidQuery"));
        Assert.That((string?)job["status"]!["errorResult"]!["message"], Is.EqualTo("Unrecognized name: nope at [1:8]"));
        Assert.That(
            (result.Code, result.Reason, result.Message),
            Is.EqualTo((400, "invalidQuery", "Unrecognized name: nope at [1:8]"))
        );
    }

    [Test]
    public async Task A_dry_run_tells_the_columns_and_reads_nothing()
    {
        var good = await BigQuery.PostAsync(
            "jobs",
            """{"configuration":{"dryRun":true,"query":{"query":"SELECT COUNT(*) AS n","useLegacySql":false}}}"""
        );
        var bad = await BigQuery.PostAsync(
            "jobs",
            """{"configuration":{"dryRun":true,"query":{"query":"SELECT nope","useLegacySql":false}}}"""
        );

        Assert.That(
            (string?)good.RequireOk().Json["statistics"]!["query"]!["schema"]!["fields"]![0]!["type"],
            Is.EqualTo("INTEGER")
        );
        Assert.That(bad.Code, Is.EqualTo(400));
    }

    [Test]
    public async Task A_job_id_is_used_once()
    {
        await InsertAsync("one", "SELECT 1");
        var again = await InsertAsync("one", "SELECT 2");

        Assert.That((again.Code, again.Message), Is.EqualTo((409, "Already Exists: Job local:US.one")));
    }

    [Test]
    public async Task Jobs_are_listed_newest_first_and_forgotten_after_an_hour()
    {
        await InsertAsync("one", "SELECT 1");
        Time.Advance(TimeSpan.FromMinutes(59));
        await InsertAsync("two", "SELECT 2");
        Assert.That(await JobIdsAsync(), Is.EqualTo(["two", "one"]));

        Time.Advance(TimeSpan.FromMinutes(2));
        var gone = await BigQuery.GetAsync("queries/one");

        Assert.That(await JobIdsAsync(), Is.EqualTo(["two"]));
        Assert.That((gone.Code, gone.Reason), Is.EqualTo((404, "notFound")));
        Assert.That(gone.Message, Does.Contain("keeps the last 200 jobs"));
    }

    [Test]
    public async Task Results_are_kept_within_bounds()
    {
        using var directory = new TemporaryDirectory();
        await using var small = await RunningBigQuery.StartAsync(
            directory,
            Time,
            options => options with { MaxJobs = 2, MaxResultBytes = 1000 }
        );
        foreach (var id in new[] { "a", "b", "c" })
        {
            (await small.PostAsync("jobs", Body(id, Numbers))).RequireOk();
        }

        var large = await small.QueryAsync(
            "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n WHERE x < 50) SELECT x FROM n"
        );

        Assert.That((await small.GetAsync("jobs/a")).Code, Is.EqualTo(404));
        Assert.That((await small.GetAsync("jobs/c")).Code, Is.EqualTo(200));
        Assert.That((large.Code, large.Reason), Is.EqualTo((403, "responseTooLarge")));
    }

    [Test]
    public async Task A_query_that_takes_too_long_is_stopped()
    {
        const string endless =
            "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n";
        var waiting = await BigQuery.QueryAsync(endless, """ "timeoutMs":0 """);
        Assert.That((bool)waiting.RequireOk().Json["jobComplete"]!, Is.False);

        Time.Advance(TimeSpan.FromMinutes(3));
        var stopped = await BigQuery.GetAsync($"queries/{waiting.Json["jobReference"]!["jobId"]}");

        Assert.That((stopped.Code, stopped.Reason), Is.EqualTo((400, "stopped")));
    }

    [Test]
    public async Task A_running_query_can_be_cancelled_and_does_not_hold_up_the_end()
    {
        const string endless =
            "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n";
        var first = (await BigQuery.QueryAsync(endless, """ "timeoutMs":0 """)).RequireOk().Json["jobReference"]![
            "jobId"
        ];
        (await BigQuery.QueryAsync(endless, """ "timeoutMs":0 """)).RequireOk();

        (await BigQuery.PostAsync($"jobs/{first}/cancel", "{}")).RequireOk();
        var cancelled = await BigQuery.GetAsync($"queries/{first}");

        // The second one still runs when the test tears the stand-in down.
        Assert.That((cancelled.Code, cancelled.Reason), Is.EqualTo((400, "stopped")));
    }

    [Test]
    public async Task Queries_beyond_the_queue_are_refused()
    {
        using var directory = new TemporaryDirectory();
        await using var small = await RunningBigQuery.StartAsync(
            directory,
            Time,
            options => options with { MaxConcurrentQueries = 1, MaxQueuedQueries = 0 }
        );
        const string endless =
            "WITH RECURSIVE n AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*) FROM n";
        (await small.QueryAsync(endless, """ "timeoutMs":0 """)).RequireOk();

        var refused = await small.QueryAsync("SELECT 1");

        Assert.That((refused.Code, refused.Reason), Is.EqualTo((403, "rateLimitExceeded")));
    }

    [Test]
    public void A_directory_that_cannot_be_written_is_named()
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "file");
        File.WriteAllText(file, "");

        Assert.That(
            async () =>
                await RunningBigQuery.StartAsync(
                    directory,
                    Time,
                    options => options with { DataDirectory = Path.Combine(file, "below") }
                ),
            Throws.TypeOf<IOException>().With.Message.Contain(file)
        );
    }

    [Test]
    public async Task A_directory_is_used_by_one_stand_in_at_a_time()
    {
        using var directory = new TemporaryDirectory();
        await using var first = await RunningBigQuery.StartAsync(directory, Time);

        Assert.That(
            async () => await RunningBigQuery.StartAsync(directory, Time),
            Throws.TypeOf<IOException>().With.Message.Contain("another BigQuery stand-in uses it")
        );
    }

    private Task<Reply> InsertAsync(string id, string sql) => BigQuery.PostAsync("jobs", Body(id, sql));

    private static string Body(string id, string sql) =>
        $$"""{"jobReference":{"projectId":"local","jobId":"{{id}}"},"configuration":{"query":{"query":"{{sql}}","useLegacySql":false} } }""";

    private async Task<IEnumerable<string?>> JobIdsAsync() =>
        (await BigQuery.GetAsync("jobs")).Json["jobs"]!
            .AsArray()
            .Select(job => (string?)job!["jobReference"]!["jobId"]);
}
