namespace NextCode.Attempts.Local.Tests.BigQuery;

internal sealed class QueryTests : BigQueryTest
{
    [SetUp]
    public async Task FillAsync()
    {
        await BigQuery.CreateTableAsync(
            "a",
            """
            {"name":"id","type":"STRING","mode":"REQUIRED"},
            {"name":"t","type":"TIMESTAMP"},
            {"name":"status","type":"STRING"},
            {"name":"n","type":"INTEGER"},
            {"name":"ok","type":"BOOLEAN"},
            {"name":"index","type":"STRING"},
            {"name":"deposit","type":"RECORD","fields":[{"name":"amount","type":"NUMERIC"},{"name":"first","type":"BOOLEAN"},{"name":"at","type":"TIMESTAMP"}]},
            {"name":"errors","type":"RECORD","mode":"REPEATED","fields":[{"name":"field","type":"STRING"},{"name":"code","type":"STRING"}]}
            """
        );
        (
            await BigQuery.InsertAsync(
                "a",
                """{"id":"1","t":"2026-01-01T10:15:00Z","status":"success","n":7,"ok":true,"index":"i"}""",
                """{"id":"2","t":"2026-01-01T11:45:00Z","status":"error","n":2,"ok":false,"errors":[{"field":"email","code":"TAKEN"},{"field":"phone","code":"SHORT"}]}""",
                """{"id":"3","t":"2026-01-02T00:00:00.5Z","status":"Error","deposit":{"amount":"10.50","first":true,"at":"2026-01-02T00:00:00Z"}}"""
            )
        ).RequireOk();
    }

    // Names and types of columns
    [TestCase(
        "SELECT COUNT(*) n, status FROM ds.a WHERE status = 'error' GROUP BY status",
        "n:INTEGER status:STRING",
        "1|error"
    )]
    [TestCase("SELECT 1, 'x' AS s, 2.5", "f0_:INTEGER s:STRING f1_:FLOAT", "1|x|2.5")]
    [TestCase("SELECT MAX(t), MIN(n) FROM ds.a", "f0_:TIMESTAMP f1_:INTEGER", "1.7673120005E9|2")]
    [TestCase("SELECT MAX(t) AS m FROM ds.a WHERE FALSE", "m:TIMESTAMP", "NULL")]
    [TestCase(
        "SELECT ok, n > 5 AS big, NOT ok AS neg FROM ds.a WHERE id = '1'",
        "ok:BOOLEAN big:BOOLEAN neg:BOOLEAN",
        "true|true|false"
    )]
    [TestCase("SELECT (SELECT COUNT(*) FROM ds.a b WHERE b.status = a.status) c FROM ds.a LIMIT 1", "c:INTEGER", "1")]
    [TestCase("SELECT m FROM (SELECT MAX(t) AS m FROM ds.a)", "m:TIMESTAMP", "1.7673120005E9")]
    [TestCase("SELECT COUNT(*) FROM (SELECT COUNT(*) FROM ds.a)", "f0_:INTEGER", "1")]
    [TestCase("SELECT AVG(n) a, SUM(n) s FROM ds.a", "a:FLOAT s:INTEGER", "4.5|9")]
    [TestCase("SELECT index FROM ds.a WHERE id = '1'", "index:STRING", "i")]
    // Names of tables
    [TestCase("SELECT COUNT(*) FROM `local.ds.a`", "f0_:INTEGER", "3")]
    [TestCase("SELECT COUNT(*) FROM `local`.`ds`.`a`", "f0_:INTEGER", "3")]
    [TestCase("SELECT COUNT(*) FROM local.ds.a", "f0_:INTEGER", "3")]
    [TestCase("SELECT COUNT(a.id) FROM ds.a", "f0_:INTEGER", "3")]
    [TestCase("SELECT COUNT(*) FROM ds.a JOIN ds.a AS b USING (id)", "f0_:INTEGER", "3")]
    [TestCase("SELECT COUNT(*) FROM ds.a x, ds.a y", "f0_:INTEGER", "9")]
    [TestCase("WITH x AS (SELECT id FROM ds.a), y AS (SELECT id FROM x) SELECT COUNT(*) n FROM y", "n:INTEGER", "3")]
    // RECORDs and arrays
    [TestCase("SELECT deposit.amount FROM ds.a WHERE deposit.amount > 10", "amount:NUMERIC", "10.5")]
    [TestCase(
        "SELECT x.deposit.first, x.deposit.at FROM ds.a x WHERE x.deposit.first",
        "first:BOOLEAN at:TIMESTAMP",
        "true|1.767312E9"
    )]
    [TestCase(
        "SELECT deposit FROM ds.a WHERE id = '3'",
        "deposit:RECORD",
        """{"f":[{"v":"10.5"},{"v":"true"},{"v":"1.767312E9"}]}"""
    )]
    [TestCase(
        "SELECT deposit.* FROM ds.a WHERE id = '3'",
        "amount:NUMERIC first:BOOLEAN at:TIMESTAMP",
        "10.5|true|1.767312E9"
    )]
    [TestCase("SELECT e.code FROM ds.a, UNNEST(errors) AS e ORDER BY e.code DESC LIMIT 1", "code:STRING", "TAKEN")]
    [TestCase(
        "SELECT COUNT(*) FROM ds.a AS x CROSS JOIN UNNEST(x.errors) e WHERE e.field = 'email'",
        "f0_:INTEGER",
        "1"
    )]
    [TestCase(
        "SELECT COUNT(*), COUNT(e.code) FROM ds.a x LEFT JOIN UNNEST(x.errors) e",
        "f0_:INTEGER f1_:INTEGER",
        "4|2"
    )]
    [TestCase("SELECT COUNT(e.code) FROM ds.a x, x.errors e", "f0_:INTEGER", "2")]
    [TestCase("SELECT SUM(ARRAY_LENGTH(errors)) s FROM ds.a", "s:INTEGER", "2")]
    // Literals
    [TestCase("""SELECT "double" || 'single' AS s""", "s:STRING", "doublesingle")]
    [TestCase(
        """SELECT 'it\'s' AS a, 'it''s' AS b, r'\d' AS c, '''x'y''' AS d""",
        "a:STRING b:STRING c:STRING d:STRING",
        @"it's|it's|\d|x'y"
    )]
    [TestCase("SELECT 1 -- one\n + 2 # two\n /* three */ AS n", "n:INTEGER", "3")]
    [TestCase("SELECT COUNT(*) FROM ds.a WHERE t >= TIMESTAMP '2026-01-01T11:45:00Z'", "f0_:INTEGER", "2")]
    [TestCase("SELECT COUNT(*) FROM ds.a WHERE t = '2026-01-01T12:45:00+01:00'", "f0_:INTEGER", "1")]
    [TestCase(
        "SELECT COUNT(*) FROM ds.a x WHERE x.t BETWEEN '2026-01-01' AND '2026-01-01T11:00:00Z'",
        "f0_:INTEGER",
        "1"
    )]
    // Where GoogleSQL and SQLite mean different things
    [TestCase("SELECT 7 / 2 AS q, 8 / 2 / 2 AS r, -7 / -2 AS s", "q:FLOAT r:FLOAT s:FLOAT", "3.5|2.0|3.5")]
    [TestCase("SELECT COUNT(*) / COUNT(n) AS q FROM ds.a", "q:FLOAT", "1.5")]
    [TestCase("SELECT COUNT(*) FROM ds.a WHERE status LIKE 'e%'", "f0_:INTEGER", "1")]
    [TestCase(
        "SELECT CONCAT('a', NULL) AS c, LOG(8, 2) AS l, UPPER('é') AS u",
        "c:STRING l:FLOAT u:STRING",
        "NULL|3.0|É"
    )]
    [TestCase("SELECT 1 AS a UNION DISTINCT SELECT 1", "a:INTEGER", "1")]
    // Functions
    [TestCase("SELECT COUNTIF(status = 'error') e, COUNTIF(FALSE) z FROM ds.a", "e:INTEGER z:INTEGER", "1|0")]
    [TestCase("SELECT COUNTIF(n > 5) OVER (PARTITION BY ok) c FROM ds.a WHERE id = '1'", "c:INTEGER", "1")]
    [TestCase(
        "SELECT LOGICAL_OR(ok) o, LOGICAL_AND(ok) a, APPROX_COUNT_DISTINCT(status) d FROM ds.a",
        "o:BOOLEAN a:BOOLEAN d:INTEGER",
        "true|false|3"
    )]
    [TestCase(
        "SELECT IF(n > 5, 'big', 'small') s, IFNULL(NULL, 3) i FROM ds.a WHERE id = '1'",
        "s:STRING i:INTEGER",
        "big|3"
    )]
    [TestCase(
        "SELECT SAFE_DIVIDE(1, 0) a, SAFE_DIVIDE(1, 4) b, MOD(7, 4) c, DIV(7, 2) d",
        "a:FLOAT b:FLOAT c:INTEGER d:INTEGER",
        "NULL|0.25|3|3"
    )]
    [TestCase(
        "SELECT CAST(n AS STRING) s, CAST(ok AS STRING) b, CAST(t AS STRING) t FROM ds.a WHERE id = '1'",
        "s:STRING b:STRING t:STRING",
        "7|true|2026-01-01 10:15:00+00"
    )]
    [TestCase(
        "SELECT CAST('12' AS INT64) i, CAST(2.5 AS INT64) r, SAFE_CAST('x' AS INT64) x, CAST('1.5' AS FLOAT64) f",
        "i:INTEGER r:INTEGER x:INTEGER f:FLOAT",
        "12|3|NULL|1.5"
    )]
    [TestCase(
        "SELECT TIMESTAMP_TRUNC(t, HOUR) AS h, COUNT(*) AS c FROM ds.a WHERE id = '2' GROUP BY h",
        "h:TIMESTAMP c:INTEGER",
        "1.7672652E9|1"
    )]
    [TestCase(
        "SELECT TIMESTAMP_TRUNC(t, WEEK(MONDAY)) w, TIMESTAMP_TRUNC(t, MONTH) m FROM ds.a WHERE id = '3'",
        "w:TIMESTAMP m:TIMESTAMP",
        "1.7669664E9|1.7672256E9"
    )]
    [TestCase("SELECT TIMESTAMP_DIFF(MAX(t), MIN(t), MINUTE) d FROM ds.a", "d:INTEGER", "825")]
    [TestCase(
        "SELECT TIMESTAMP_SUB(t, INTERVAL 15 MINUTE) s, TIMESTAMP_ADD(t, INTERVAL n DAY) a FROM ds.a WHERE id = '1'",
        "s:TIMESTAMP a:TIMESTAMP",
        "1.7672616E9|1.7678673E9"
    )]
    [TestCase(
        "SELECT CURRENT_TIMESTAMP() = CURRENT_TIMESTAMP AS same, CURRENT_DATE() AS d",
        "same:BOOLEAN d:DATE",
        "true|2026-01-02"
    )]
    [TestCase(
        "SELECT EXTRACT(HOUR FROM t) h, EXTRACT(DAYOFWEEK FROM t) w, DATE(t) d FROM ds.a WHERE id = '1'",
        "h:INTEGER w:INTEGER d:DATE",
        "10|5|2026-01-01"
    )]
    [TestCase(
        "SELECT FORMAT_TIMESTAMP('%Y-%m-%d %H:%M', t) f, DATE_DIFF(DATE '2026-03-01', DATE(t), MONTH) m FROM ds.a WHERE id = '1'",
        "f:STRING m:INTEGER",
        "2026-01-01 10:15|2"
    )]
    [TestCase(
        """SELECT JSON_VALUE('{"a":{"b":[1,true]}}', '$.a.b[1]') j, JSON_VALUE('{', '$.a') n""",
        "j:STRING n:STRING",
        "true|NULL"
    )]
    [TestCase(
        "SELECT REGEXP_CONTAINS('abc1', r'c\\d') c, REGEXP_EXTRACT('a@b.c', r'@(.+)') e, REGEXP_REPLACE('ab', '(a)', r'\\1\\1') r",
        "c:BOOLEAN e:STRING r:STRING",
        "true|b.c|aab"
    )]
    [TestCase(
        "SELECT STARTS_WITH('abc', 'ab') s, ENDS_WITH('abc', 'x') e, LEFT('abc', 2) l, STRPOS('abc', 'c') p",
        "s:BOOLEAN e:BOOLEAN l:STRING p:INTEGER",
        "true|false|ab|3"
    )]
    [TestCase(
        "SELECT MIN(IF(rn >= 0.95 * cnt, n, NULL)) p FROM (SELECT n, ROW_NUMBER() OVER (PARTITION BY 1 ORDER BY n) rn, COUNT(*) OVER (PARTITION BY 1) cnt FROM ds.a WHERE n IS NOT NULL)",
        "p:INTEGER",
        "7"
    )]
    public async Task A_query_answers_as_BigQuery_does(string sql, string columns, string row)
    {
        var answer = await BigQuery.ReadAsync(sql);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Columns, Is.EqualTo(columns));
            Assert.That(answer.Rows, Is.EqualTo([row]));
        });
    }

    [TestCase("", 400, "invalidQuery", "Syntax error: Unexpected end of script")]
    [TestCase("SELEC 1", 400, "invalidQuery", "Syntax error: Unexpected \"SELEC\" at [1:1]")]
    [TestCase("SELECT nope FROM ds.a", 400, "invalidQuery", "Unrecognized name: nope at [1:8]")]
    [TestCase("SELECT\n  a.nope FROM ds.a", 400, "invalidQuery", "Unrecognized name: nope at [2:5]")]
    [TestCase("SELECT NOPE(1)", 400, "invalidQuery", "Function not found: NOPE at [1:8]")]
    [TestCase(
        "SELECT deposit.nope FROM ds.a",
        400,
        "invalidQuery",
        "Field name nope does not exist in deposit at [1:16]"
    )]
    [TestCase("SELECT status FROM ds.a WHERE", 400, "invalidQuery", "Syntax error: Unexpected end of script")]
    [TestCase(
        "SELECT (1",
        400,
        "invalidQuery",
        "Syntax error: Expected \")\" for the \"(\" at [1:8] but got end of script"
    )]
    [TestCase("SELECT 'x", 400, "invalidQuery", "Syntax error: Unclosed string literal at [1:8]")]
    [TestCase(
        "SELECT id, id FROM ds.a",
        400,
        "invalidQuery",
        "Duplicate column names in the result are not supported. Found duplicate(s): id"
    )]
    [TestCase("SELECT 1 / 0", 400, "invalidQuery", "division by zero")]
    [TestCase("SELECT CAST('x' AS INT64)", 400, "invalidQuery", "Bad int64 value: x")]
    [TestCase(
        "SELECT TIMESTAMP 'soon'",
        400,
        "invalidQuery",
        "Could not cast literal \"soon\" to type TIMESTAMP at [1:18]"
    )]
    [TestCase("SELECT @p", 400, "invalidQuery", "Query parameter 'p' not found at [1:8]")]
    [TestCase("SELECT 1 FROM a", 400, "invalid", "Table \"a\" must be qualified with a dataset (e.g. dataset.table).")]
    [TestCase(
        "SELECT 1 FROM sqlite_master",
        400,
        "invalid",
        "Table \"sqlite_master\" must be qualified with a dataset (e.g. dataset.table)."
    )]
    [TestCase("SELECT 1 FROM ds.nope", 404, "notFound", "Not found: Table local:ds.nope was not found in location US")]
    [TestCase("SELECT 1 FROM nope.a", 404, "notFound", "Not found: Dataset local:nope was not found in location US")]
    public async Task A_wrong_query_fails_in_BigQuerys_words(string sql, int code, string reason, string message)
    {
        var answer = await BigQuery.QueryAsync(sql);

        Assert.That((answer.Code, answer.Reason, answer.Message), Is.EqualTo((code, reason, message)));
    }

    [TestCase("DELETE FROM ds.a WHERE TRUE", "DELETE at [1:1]")]
    [TestCase("INSERT ds.a (id) VALUES ('x')", "INSERT at [1:1]")]
    [TestCase("SELECT 1; DROP TABLE ds.a", "a script of several statements at [1:9]")]
    [TestCase("SELECT * EXCEPT (id) FROM ds.a", "EXCEPT at [1:10]")]
    [TestCase("SELECT id FROM ds.a QUALIFY ROW_NUMBER() OVER (ORDER BY id) = 1", "QUALIFY at [1:21]")]
    [TestCase("SELECT [1, 2]", "\"[\" at [1:8]")]
    [TestCase("SELECT ARRAY_AGG(id) FROM ds.a", "the function ARRAY_AGG at [1:8]")]
    [TestCase("SELECT * FROM ds.a, UNNEST(errors) e", "* over UNNEST at [1:8]")]
    [TestCase("SELECT * FROM pragma_table_info('x')", "the table function pragma_table_info at [1:15]")]
    [TestCase("SELECT * FROM ds.INFORMATION_SCHEMA.TABLES", "INFORMATION_SCHEMA at [1:18]")]
    [TestCase("SELECT t + INTERVAL 1 DAY FROM ds.a", "INTERVAL outside of")]
    public async Task What_the_stand_in_lacks_it_refuses_by_name(string sql, string what)
    {
        var answer = await BigQuery.QueryAsync(sql);

        Assert.That((answer.Code, answer.Reason), Is.EqualTo((400, "invalidQuery")));
        Assert.That(answer.Message, Does.StartWith("Not supported by the stand-in: " + what));
        Assert.That(await BigQuery.CountAsync("a"), Is.EqualTo("3"));
    }

    [Test]
    public async Task A_query_without_a_dialect_is_legacy_SQL_and_refused()
    {
        var answer = await BigQuery.PostAsync("queries", """{"query":"SELECT 1"}""");

        Assert.That(answer.Code, Is.EqualTo(400));
        Assert.That(answer.Message, Does.Contain("legacy SQL"));
    }

    [TestCase("""{"name":"S","parameterType":{"type":"STRING"},"parameterValue":{"value":"error"}}""", "status = @s")]
    [TestCase("""{"parameterType":{"type":"STRING"},"parameterValue":{"value":"error"}}""", "status = ?")]
    [TestCase("""{"name":"n","parameterType":{"type":"INT64"},"parameterValue":{"value":"2"}}""", "n = @n AND @n = 2")]
    [TestCase(
        """{"name":"t","parameterType":{"type":"TIMESTAMP"},"parameterValue":{"value":"2026-01-01 11:45:00"}}""",
        "t = @t"
    )]
    [TestCase("""{"name":"b","parameterType":{"type":"BOOL"},"parameterValue":{"value":"false"}}""", "ok = @b")]
    [TestCase("""{"name":"x","parameterType":{"type":"STRING"},"parameterValue":{}}""", "id = '2' AND @x IS NULL")]
    public async Task Parameters_are_bound_by_their_type(string parameter, string condition)
    {
        var answer = await BigQuery.QueryAsync(
            $"SELECT id FROM ds.a WHERE {condition}",
            $$""" "queryParameters":[{{parameter}}] """
        );

        Assert.That(answer.RequireOk().Rows, Is.EqualTo(["2"]));
    }

    [Test]
    public async Task Timestamps_come_as_microseconds_when_asked()
    {
        var answer = await BigQuery.QueryAsync(
            "SELECT MAX(t) FROM ds.a",
            """ "formatOptions":{"useInt64Timestamp":true} """
        );

        Assert.That(answer.RequireOk().Rows, Is.EqualTo(["1767312000500000"]));
    }

    [Test]
    public async Task A_default_dataset_completes_bare_names()
    {
        var answer = await BigQuery.QueryAsync("SELECT COUNT(*) FROM a", """ "defaultDataset":{"datasetId":"ds"} """);

        Assert.That(answer.RequireOk().Rows, Is.EqualTo(["3"]));
    }
}
