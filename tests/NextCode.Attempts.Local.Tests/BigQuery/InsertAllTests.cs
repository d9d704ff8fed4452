using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace NextCode.Attempts.Local.Tests.BigQuery;

internal sealed class InsertAllTests : BigQueryTest
{
    private const string Fields = """
        {"name":"id","type":"STRING","mode":"REQUIRED"},
        {"name":"t","type":"TIMESTAMP"},
        {"name":"s","type":"STRING"},
        {"name":"i","type":"INT64"},
        {"name":"f","type":"FLOAT64"},
        {"name":"n","type":"NUMERIC"},
        {"name":"b","type":"BOOL"},
        {"name":"d","type":"DATE"},
        {"name":"dt","type":"DATETIME"},
        {"name":"tm","type":"TIME"},
        {"name":"by","type":"BYTES"},
        {"name":"j","type":"JSON"},
        {"name":"r","type":"RECORD","fields":[{"name":"a","type":"NUMERIC"},{"name":"ok","type":"BOOL"},{"name":"at","type":"TIMESTAMP"},{"name":"must","type":"STRING","mode":"REQUIRED"}]},
        {"name":"tags","type":"STRING","mode":"REPEATED"},
        {"name":"errors","type":"RECORD","mode":"REPEATED","fields":[{"name":"field","type":"STRING"},{"name":"code","type":"STRING"}]}
        """;

    [SetUp]
    public Task CreateTableAsync() =>
        BigQuery.CreateTableAsync("t", Fields, """ "timePartitioning":{"type":"DAY","field":"t"} """);

    [TestCase("""{"id":"x","s":"text"}""", "s", "text")]
    [TestCase("""{"id":"x","s":""}""", "s", "")]
    [TestCase("""{"id":"x","s":12.50}""", "s", "12.50")]
    [TestCase("""{"id":"x","s":true}""", "s", "true")]
    [TestCase("""{"id":"x","s":"a\u0000b é 😀"}""", "s", "a\0b é 😀")]
    [TestCase("""{"id":"x","s":null}""", "s", "NULL")]
    [TestCase("""{"ID":"x","S":"any case"}""", "s", "any case")]
    [TestCase("""{"id":"x","i":-9223372036854775808}""", "i", "-9223372036854775808")]
    [TestCase("""{"id":"x","i":"9223372036854775807"}""", "i", "9223372036854775807")]
    [TestCase("""{"id":"x","i":3.0}""", "i", "3")]
    [TestCase("""{"id":"x","f":2}""", "f", "2.0")]
    [TestCase("""{"id":"x","f":"1e-3"}""", "f", "0.001")]
    [TestCase("""{"id":"x","f":"-Inf"}""", "f", "-Infinity")]
    [TestCase("""{"id":"x","n":"010.50"}""", "n", "10.5")]
    [TestCase("""{"id":"x","n":0.1}""", "n", "0.1")]
    [TestCase("""{"id":"x","n":-3}""", "n", "-3")]
    [TestCase("""{"id":"x","b":false}""", "b", "false")]
    [TestCase("""{"id":"x","b":"TRUE"}""", "b", "true")]
    [TestCase("""{"id":"x","t":"2026-01-02T03:04:05.123456Z"}""", "t", "1.767323045123456E9")]
    [TestCase("""{"id":"x","t":"2026-01-02 05:04:05+02:00"}""", "t", "1.767323045E9")]
    [TestCase("""{"id":"x","t":"2026-1-2 3:4"}""", "t", "1.76732304E9")]
    [TestCase("""{"id":"x","t":"2026-01-02"}""", "t", "1.7673120E9")]
    [TestCase("""{"id":"x","t":1767323045.5}""", "t", "1.7673230455E9")]
    [TestCase("""{"id":"x","t":"1767323045"}""", "t", "1.767323045E9")]
    [TestCase("""{"id":"x","d":"2026-2-3"}""", "d", "2026-02-03")]
    [TestCase("""{"id":"x","dt":"2026-02-03 04:05:06.7"}""", "dt", "2026-02-03T04:05:06.7")]
    [TestCase("""{"id":"x","tm":"4:05:06"}""", "tm", "04:05:06")]
    [TestCase("""{"id":"x","by":"aGk="}""", "by", "aGk=")]
    [TestCase("""{"id":"x","j":"{\"a\": [1]}"}""", "j", """{"a": [1]}""")]
    [TestCase(
        """{"id":"x","r":{"a":"123456789012345678901234567.123456789","ok":true,"at":0,"must":"m"}}""",
        "r",
        """{"f":[{"v":"123456789012345678901234567.123456789"},{"v":"true"},{"v":"0.0"},{"v":"m"}]}"""
    )]
    [TestCase("""{"id":"x","r":null}""", "r", "NULL")]
    [TestCase("""{"id":"x","tags":["a","b"]}""", "tags", """[{"v":"a"},{"v":"b"}]""")]
    [TestCase("""{"id":"x"}""", "tags", "[]")]
    [TestCase(
        """{"id":"x","errors":[{"field":"email"},{}]}""",
        "errors",
        """[{"v":{"f":[{"v":"email"},{"v":null}]}},{"v":{"f":[{"v":null},{"v":null}]}}]"""
    )]
    public async Task A_value_in_any_form_BigQuery_takes_reads_back(string row, string expression, string expected)
    {
        var answer = await BigQuery.InsertAsync("t", row);

        Assert.That(answer.RequireOk().RowErrors, Is.Empty);
        var (_, rows) = await BigQuery.ReadAsync($"SELECT {expression} FROM ds.t");
        Assert.That(rows, Is.EqualTo([expected.Replace("1.7673120E9", "1.767312E9", StringComparison.Ordinal)]));
    }

    [TestCase("""{"id":"x","nope":1}""", "0 invalid nope no such field: nope.")]
    [TestCase("""{"id":"x","r":{"must":"m","nope":1}}""", "0 invalid r.nope no such field: r.nope.")]
    [TestCase("""{"s":"no id"}""", "0 invalid id Missing required field: id.")]
    [TestCase("""{"id":null}""", "0 invalid id Missing required field: id.")]
    [TestCase("""{"id":"x","r":{}}""", "0 invalid r.must Missing required field: r.must.")]
    [TestCase("""{"id":"x","i":"1.5"}""", "0 invalid i Cannot convert value to integer (bad value): 1.5")]
    [TestCase("""{"id":"x","i":1.5}""", "0 invalid i Cannot convert value to integer (bad value): 1.5")]
    [TestCase(
        """{"id":"x","i":9223372036854775808}""",
        "0 invalid i Cannot convert value to integer (bad value): 9223372036854775808"
    )]
    [TestCase("""{"id":"x","i":true}""", "0 invalid i Cannot convert value to integer (bad value): true")]
    [TestCase("""{"id":"x","f":"abc"}""", "0 invalid f Cannot convert value to floating point (bad value): abc")]
    [TestCase("""{"id":"x","b":1}""", "0 invalid b Cannot convert value to boolean (bad value): 1")]
    [TestCase("""{"id":"x","b":"yes"}""", "0 invalid b Cannot convert value to boolean (bad value): yes")]
    [TestCase("""{"id":"x","n":"1,5"}""", "0 invalid n Invalid NUMERIC value: 1,5")]
    [TestCase("""{"id":"x","n":"0.1234567891"}""", "0 invalid n Invalid NUMERIC value: 0.1234567891")]
    [TestCase(
        """{"id":"x","n":"123456789012345678901234567890"}""",
        "0 invalid n Invalid NUMERIC value: 123456789012345678901234567890"
    )]
    [TestCase(
        """{"id":"x","t":"yesterday"}""",
        "0 invalid t Could not parse 'yesterday' as a timestamp. Required format is YYYY-MM-DD HH:MM[:SS[.SSSSSS]] or YYYY/MM/DD HH:MM[:SS[.SSSSSS]]"
    )]
    [TestCase(
        """{"id":"x","t":"2026-02-30"}""",
        "0 invalid t Could not parse '2026-02-30' as a timestamp. Required format is YYYY-MM-DD HH:MM[:SS[.SSSSSS]] or YYYY/MM/DD HH:MM[:SS[.SSSSSS]]"
    )]
    [TestCase(
        """{"id":"x","t":"2026-01-02T03:04:05.1234567Z"}""",
        "0 invalid t Could not parse '2026-01-02T03:04:05.1234567Z' as a timestamp. Required format is YYYY-MM-DD HH:MM[:SS[.SSSSSS]] or YYYY/MM/DD HH:MM[:SS[.SSSSSS]]"
    )]
    [TestCase("""{"id":"x","d":"2026-13-01"}""", "0 invalid d Invalid date: '2026-13-01'")]
    [TestCase(
        """{"id":"x","dt":"2026-01-01T00:00:00Z"}""",
        "0 invalid dt Invalid datetime string \"2026-01-01T00:00:00Z\""
    )]
    [TestCase("""{"id":"x","by":"?"}""", "0 invalid by Could not decode base64 string to bytes.")]
    [TestCase("""{"id":"x","j":"{"}""", "0 invalid j Invalid JSON value: {")]
    [TestCase("""{"id":"x","s":{"a":1}}""", "0 invalid s This field is not a record.")]
    [TestCase("""{"id":"x","s":["a"]}""", "0 invalid s Array specified for non-repeated field.")]
    [TestCase("""{"id":"x","r":"text"}""", "0 invalid r Field r is a record; a JSON object is expected.")]
    [TestCase(
        """{"id":"x","tags":null}""",
        "0 invalid tags Only optional fields can be set to NULL. Field: tags; Value: NULL"
    )]
    [TestCase(
        """{"id":"x","tags":["a",null]}""",
        "0 invalid tags Only optional fields can be set to NULL. Field: tags; Value: NULL"
    )]
    [TestCase(
        """{"id":"x","tags":"a"}""",
        "0 invalid tags Repeated field must be imported as a JSON array. Field: tags."
    )]
    [TestCase("""{"id":"x","s":"\ud800"}""", "0 invalid  The row holds text that is not valid Unicode.")]
    [TestCase("""[1]""", "0 invalid  The row is not a JSON object.")]
    [TestCase(
        """{"id":"x","t":"2020-12-31T00:00:00Z"}""",
        "0 invalid t The destination table's partition local:ds.t$20201231 is outside the allowed bounds. You can only stream to partitions within 1825 days in the past and 366 days in the future relative to the current date."
    )]
    [TestCase(
        """{"id":"x","t":"2027-01-04T00:00:00Z"}""",
        "0 invalid t The destination table's partition local:ds.t$20270104 is outside the allowed bounds. You can only stream to partitions within 1825 days in the past and 366 days in the future relative to the current date."
    )]
    public async Task A_bad_row_is_refused_with_its_reason_and_place(string row, string expected)
    {
        var answer = await BigQuery.InsertAsync("t", row);

        Assert.That(answer.RequireOk().RowErrors, Is.EqualTo([expected]));
        Assert.That(await BigQuery.CountAsync("t"), Is.EqualTo("0"));
    }

    [TestCase("2021-01-03T00:00:00Z")]
    [TestCase("2027-01-03T23:59:59Z")]
    public async Task The_bounds_of_partitions_are_inside(string time)
    {
        var answer = await BigQuery.InsertAsync("t", $$"""{"id":"x","t":"{{time}}"}""");

        Assert.That(answer.RequireOk().RowErrors, Is.Empty);
    }

    [Test]
    public async Task One_bad_row_stops_the_others()
    {
        var answer = await BigQuery.InsertAsync("t", """{"id":"a"}""", """{"id":"b","i":"x"}""", """{"id":"c"}""");

        Assert.That(
            answer.RequireOk().RowErrors,
            Is.EqualTo(["0 stopped", "1 invalid i Cannot convert value to integer (bad value): x", "2 stopped"])
        );
        Assert.That(await BigQuery.CountAsync("t"), Is.EqualTo("0"));
    }

    [Test]
    public async Task Bad_rows_are_skipped_when_asked()
    {
        var answer = await BigQuery.InsertAllAsync(
            "t",
            """{"json":{"id":"a"}},{"json":{"nope":1}},{"json":{"id":"c"}}""",
            """ "skipInvalidRows":true """
        );

        Assert.That(
            answer.RequireOk().RowErrors,
            Is.EqualTo(["1 invalid nope no such field: nope.", "1 invalid id Missing required field: id."])
        );
        Assert.That(await BigQuery.CountAsync("t"), Is.EqualTo("2"));
    }

    [Test]
    public async Task Unknown_values_are_ignored_when_asked_at_every_depth()
    {
        var answer = await BigQuery.InsertAllAsync(
            "t",
            """{"json":{"id":"a","nope":1,"r":{"must":"m","nope":{}}}}""",
            """ "ignoreUnknownValues":true """
        );

        Assert.That(answer.RequireOk().RowErrors, Is.Empty);
        Assert.That((await BigQuery.ReadAsync("SELECT id, r.must FROM ds.t")).Rows, Is.EqualTo(["a|m"]));
    }

    [Test]
    public async Task A_repeated_insert_id_is_taken_once_within_a_minute()
    {
        const string row = """{"insertId":"one","json":{"id":"a"}}""";
        (await BigQuery.InsertAllAsync("t", row + "," + row)).RequireOk();
        Time.Advance(TimeSpan.FromSeconds(59));
        (await BigQuery.InsertAllAsync("t", row)).RequireOk();
        Assert.That(await BigQuery.CountAsync("t"), Is.EqualTo("1"));

        Time.Advance(TimeSpan.FromSeconds(1));
        (await BigQuery.InsertAllAsync("t", row)).RequireOk();
        Assert.That(await BigQuery.CountAsync("t"), Is.EqualTo("2"));
    }

    [Test]
    public async Task A_row_that_was_refused_may_come_again_under_its_insert_id()
    {
        await BigQuery.InsertAllAsync("t", """{"insertId":"one","json":{"id":"a"}},{"insertId":"two","json":{}}""");
        (await BigQuery.InsertAllAsync("t", """{"insertId":"one","json":{"id":"a"}}""")).RequireOk();

        Assert.That(await BigQuery.CountAsync("t"), Is.EqualTo("1"));
    }

    [Test]
    public async Task Insert_ids_are_of_one_table()
    {
        await BigQuery.CreateTableAsync("u", """{"name":"id","type":"STRING"}""");
        const string row = """{"insertId":"one","json":{"id":"a"}}""";
        (await BigQuery.InsertAllAsync("t", row)).RequireOk();
        (await BigQuery.InsertAllAsync("u", row)).RequireOk();

        Assert.That(await BigQuery.CountAsync("u"), Is.EqualTo("1"));
    }

    [Test]
    public async Task A_missing_table_is_not_found()
    {
        var answer = await BigQuery.InsertAsync("nope", """{"id":"a"}""");

        Assert.That((answer.Code, answer.Reason), Is.EqualTo((404, "notFound")));
        Assert.That(answer.Message, Is.EqualTo("Not found: Table local:ds.nope"));
    }

    [TestCase("""{"rows":[]}""", "No rows present in the request.")]
    [TestCase("""{}""", "No rows present in the request.")]
    [TestCase("""{"rows":[{"insertId":"x"}]}""", "A row has no json.")]
    [TestCase("""[]""", "The request is not a JSON object.")]
    public async Task A_request_without_rows_is_invalid(string body, string message)
    {
        var answer = await BigQuery.PostAsync("datasets/ds/tables/t/insertAll", body);

        Assert.That((answer.Code, answer.Reason, answer.Message), Is.EqualTo((400, "invalid", message)));
    }

    [Test]
    public async Task Broken_JSON_is_told_apart()
    {
        var answer = await BigQuery.PostAsync("datasets/ds/tables/t/insertAll", """{"rows":[""");

        Assert.That((answer.Code, answer.Reason), Is.EqualTo((400, "parseError")));
    }

    [Test]
    public async Task More_than_50000_rows_are_refused()
    {
        var answer = await BigQuery.InsertAllAsync("t", string.Join(',', Enumerable.Repeat("{}", 50_001)));

        Assert.That(answer.Code, Is.EqualTo(400));
        Assert.That(answer.Message, Is.EqualTo("too many rows present in the request, limit: 50000 row count: 50001."));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_request_over_10_MB_is_refused_packed_or_not(bool packed)
    {
        var body = Encoding.UTF8.GetBytes($$$$"""{"rows":[{"json":{"id":"{{{{new string('x', 10 << 20)}}}}"}}]}""");
        using var content = packed ? Packed(body) : new ByteArrayContent(body);

        var answer = await BigQuery.SendAsync(HttpMethod.Post, "datasets/ds/tables/t/insertAll", content);

        Assert.That(answer.Code, Is.EqualTo(413));
        Assert.That(answer.Message, Is.EqualTo("Request payload size exceeds the limit: 10485760 bytes."));
    }

    [Test]
    public async Task A_packed_request_is_unpacked()
    {
        using var content = Packed("""{"rows":[{"json":{"id":"a"}}]}"""u8.ToArray());

        (await BigQuery.SendAsync(HttpMethod.Post, "datasets/ds/tables/t/insertAll", content)).RequireOk();

        Assert.That(await BigQuery.CountAsync("t"), Is.EqualTo("1"));
    }

    [Test]
    public async Task Concurrent_requests_each_land_once()
    {
        var requests = Enumerable
            .Range(0, 50)
            .Select(i => i.ToString(CultureInfo.InvariantCulture))
            .Select(id => BigQuery.InsertAllAsync("t", $$$$"""{"insertId":"{{{{id}}}}","json":{"id":"{{{{id}}}}"}}"""));

        foreach (var answer in await Task.WhenAll(requests.Concat(requests)))
        {
            answer.RequireOk();
        }

        Assert.That(
            (await BigQuery.ReadAsync("SELECT COUNT(*), COUNT(DISTINCT id) FROM ds.t")).Rows,
            Is.EqualTo(["50|50"])
        );
    }

    private static ByteArrayContent Packed(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return new ByteArrayContent(packed.ToArray())
        {
            Headers = { ContentEncoding = { "gzip" }, ContentType = new MediaTypeHeaderValue("application/json") },
        };
    }
}
