using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Reports.Tests;

internal sealed class ResultWriterTests
{
    private static readonly QueryResult Result = new(
        [new("name", "STRING"), new("n", "INTEGER"), new("rate", "FLOAT"), new("at", "TIMESTAMP")],
        [
            ["a,\"b\"|c", "1", "0.33333333333", "1772323200000000"],
            [null, "12345678901", null, null],
        ],
        null
    );

    [Test]
    public void A_table_is_aligned() =>
        Assert.That(
            ResultWriter.Write(Result, ResultFormat.Table),
            Is.EqualTo(
                """
                name               n    rate  at
                -------  -----------  ------  ---------------------------
                a,"b"|c            1  0.3333  2026-03-01T00:00:00.000000Z
                         12345678901
                2 rows

                """
            )
        );

    [Test]
    public void CSV_quotes_what_must_be_quoted() =>
        Assert.That(
            ResultWriter.Write(Result, ResultFormat.Csv),
            Is.EqualTo(
                "name,n,rate,at\r\n\"a,\"\"b\"\"|c\",1,0.33333333333,2026-03-01T00:00:00.000000Z\r\n,12345678901,,\r\n"
            )
        );

    [Test]
    public void JSON_has_numbers_and_nulls() =>
        Assert.That(
            ResultWriter.Write(Result, ResultFormat.Json).ReplaceLineEndings(""),
            Is.EqualTo(
                """[  {    "name": "a,\"b\"|c",    "n": 1,    "rate": 0.33333333333,    "at": "2026-03-01T00:00:00.000000Z"  },  {    "name": null,    "n": 12345678901,    "rate": null,    "at": null  }]"""
            )
        );

    [Test]
    public void Markdown_escapes_bars() =>
        Assert.That(
            ResultWriter.Write(Result, ResultFormat.Markdown),
            Does.Contain("| a,\"b\"\\|c | 1 | 0.3333 | 2026-03-01T00:00:00.000000Z |\n")
        );
}
