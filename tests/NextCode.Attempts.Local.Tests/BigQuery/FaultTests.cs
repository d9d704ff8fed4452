using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace NextCode.Attempts.Local.Tests.BigQuery;

internal sealed class FaultTests : BigQueryTest
{
    private HttpClient _client = null!;

    [SetUp]
    public Task CreateTableAsync()
    {
        _client = new HttpClient { BaseAddress = BigQuery.Address };
        return BigQuery.CreateTableAsync("t", """{"name":"id","type":"STRING"}""");
    }

    [TearDown]
    public void DisposeClient() => _client.Dispose();

    [TestCase("""{"kind":"Status","status":403,"reason":"accessDenied"}""", 403, "accessDenied", 0)]
    [TestCase("""{"kind":"Partial","reason":"internalError"}""", 200, "internalError", 0)]
    [TestCase("""{"kind":"Stopped"}""", 200, "stopped", 0)]
    [TestCase("""{"kind":"Slow","delayMs":0}""", 200, "tableDataInsertAllResponse", 2)]
    [TestCase("""{"kind":"Status","minRows":3}""", 200, "tableDataInsertAllResponse", 2)]
    [TestCase("""{"kind":"Status","probability":0}""", 200, "tableDataInsertAllResponse", 2)]
    public async Task A_call_meets_the_fault_that_is_on(string fault, int status, string word, int rows)
    {
        await PutAsync($$"""{"faults":[{{fault}}]}""");
        var (answered, body) = await InsertAsync();

        using var scope = Assert.EnterMultipleScope();
        Assert.That((int)answered, Is.EqualTo(status));
        Assert.That(body, Does.Contain(word));
        Assert.That(await CountAsync(), Is.EqualTo(rows));
    }

    [TestCase("ResetBeforeCommit", 0)]
    [TestCase("ResetAfterCommit", 2)]
    public async Task A_reset_comes_before_or_after_the_rows_are_taken(string kind, int rows)
    {
        await PutAsync($$"""{"faults":[{"kind":"{{kind}}"}]}""");

        Assert.That(async () => await InsertAsync(), Throws.InstanceOf<HttpRequestException>());
        Assert.That(await CountAsync(), Is.EqualTo(rows));
    }

    [Test]
    public async Task Switched_off_nothing_fails_and_what_was_met_is_told()
    {
        await PutAsync("""{"seed":3,"faults":[{"kind":"Stopped"}]}""");
        await InsertAsync();
        (await _client.DeleteAsync("faults")).EnsureSuccessStatusCode();
        await InsertAsync();

        var report = await _client.GetFromJsonAsync<JsonElement>("faults");
        Assert.That(await CountAsync(), Is.EqualTo(2));
        Assert.That(report.GetProperty("calls").GetInt64(), Is.EqualTo(2));
        Assert.That(report.GetProperty("met").GetProperty("Stopped").GetInt64(), Is.EqualTo(1));
    }

    [TestCase("""{"faults":[{"kind":"Explode"}]}""")]
    [TestCase("""{"faults":[{"kind":"Slow","probability":1.5}]}""")]
    [TestCase("""{"faults":[{"kind":"Slow","probability":0.6},{"kind":"Hang","probability":0.6}]}""")]
    [TestCase("""{"faults":[{"kind":"Status","status":200}]}""")]
    [TestCase("""{"faults":[{"kind":"Slow","delay":5}]}""")]
    [TestCase("nothing")]
    public async Task A_plan_that_makes_no_sense_is_refused(string plan)
    {
        using var answer = await _client.PutAsync("faults", new StringContent(plan));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private async Task PutAsync(string plan)
    {
        using var answer = await _client.PutAsync("faults", new StringContent(plan));
        Assert.That(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<(HttpStatusCode Status, string Body)> InsertAsync()
    {
        const string rows = """{"rows":[{"json":{"id":"1"}},{"json":{"id":"2"}}]}""";
        using var answer = await _client.PostAsync(
            "bigquery/v2/projects/local/datasets/ds/tables/t/insertAll",
            new StringContent(rows)
        );
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<int> CountAsync()
    {
        var data = await _client.GetFromJsonAsync<JsonElement>(
            "bigquery/v2/projects/local/datasets/ds/tables/t/data?maxResults=0"
        );
        return int.Parse(data.GetProperty("totalRows").GetString()!);
    }
}
