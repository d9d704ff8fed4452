using System.ComponentModel;
using System.Diagnostics;

namespace NextCode.Attempts.Local.Tests.BigQuery;

/// <summary>The unmodified bq command of the gcloud SDK against the stand-in.</summary>
internal sealed class BqCommandTests
{
    private TemporaryDirectory _directory = null!;
    private RunningBigQuery _bigQuery = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _directory = new TemporaryDirectory();
        _bigQuery = await RunningBigQuery.StartAsync(_directory);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _bigQuery.DisposeAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task Makes_fills_shows_queries_and_removes_a_table()
    {
        if (!await HasBqAsync())
        {
            Assert.Ignore(
                "SKIPPED: the bq command is not on PATH, so nothing shows that the unmodified bq works against the BigQuery stand-in."
            );
        }

        var schema = Write(
            "schema.json",
            """[{"name":"id","type":"STRING","mode":"REQUIRED"},{"name":"t","type":"TIMESTAMP"},{"name":"status","type":"STRING"},{"name":"r","type":"RECORD","fields":[{"name":"amount","type":"NUMERIC"}]}]"""
        );
        var rows = Write(
            "rows.json",
            """
            {"id":"1","t":"2026-01-01T00:00:00Z","status":"success"}
            {"id":"2","status":"error","r":{"amount":"10.50"}}
            """
        );
        var bad = Write("bad.json", """{"id":"3","nope":1}""");

        const string created = "successfully created";
        await RunAsync(0, created, "mk", "-d", "attempts");
        await RunAsync(
            0,
            created,
            "mk",
            "-t",
            "--time_partitioning_field=t",
            "--clustering_fields=status",
            "attempts.a",
            schema
        );
        await RunAsync(
            0,
            created,
            "mk",
            "--use_legacy_sql=false",
            "--view=SELECT status, r.amount FROM attempts.a",
            "attempts.v"
        );
        await Task.WhenAll(
            RunAsync(0, "", "insert", "attempts.a", rows),
            RunAsync(1, "no such field: nope.", "insert", "attempts.a", bad)
        );
        await Task.WhenAll(
            RunAsync(0, "DAY (field: t)", "ls", "attempts"),
            RunAsync(0, "|- amount: numeric", "show", "attempts.a"),
            RunAsync(0, "VIEW", "show", "attempts.v"),
            RunAsync(0, "2026-01-01 00:00:00", "head", "--max_rows=1", "attempts.a")
        );
        await Task.WhenAll(
            QueryAsync(
                0,
                """[{"n":"1","status":"error"},{"n":"1","status":"success"}]""",
                "--format=json",
                "SELECT status, COUNT(*) n FROM attempts.a GROUP BY 1 ORDER BY 1"
            ),
            QueryAsync(
                0,
                "status,amount\nerror,10.5",
                "--format=csv",
                "--max_rows=1",
                "SELECT * FROM attempts.v ORDER BY 1"
            ),
            QueryAsync(0, "| 1 |", "--parameter=s::error", "SELECT COUNT(*) n FROM attempts.a WHERE status = @s"),
            QueryAsync(1, "Unrecognized name: nope", "SELECT nope FROM attempts.a"),
            QueryAsync(0, "successfully validated", "--dry_run", "SELECT 1")
        );
        await RunAsync(1, "is still in use", "rm", "-f", "-d", "attempts");
        await RunAsync(0, "", "rm", "-f", "-t", "attempts.v");
        await RunAsync(0, "", "rm", "-f", "-r", "-d", "attempts");
        await RunAsync(2, "Not found: Dataset local:attempts", "show", "attempts");
    }

    private Task QueryAsync(int exitCode, string expected, params string[] arguments) =>
        RunAsync(exitCode, expected, ["query", "--use_legacy_sql=false", .. arguments]);

    private static async Task<bool> HasBqAsync()
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("bq", "version")
                {
                    UseShellExecute = false,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task RunAsync(int exitCode, string expected, params string[] arguments)
    {
        var start = new ProcessStartInfo("bq")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["CLOUDSDK_CONFIG"] = Path.Combine(_directory.Path, "gcloud") },
        };
        string[] all =
        [
            $"--api={_bigQuery.Address.GetLeftPart(UriPartial.Authority)}",
            "--oauth_access_token=local",
            "--project_id=local",
            .. arguments,
        ];
        foreach (var argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await error;
        await process.WaitForExitAsync();
        var text = output.ReplaceLineEndings("\n");
        Assert.That(text, Does.Contain(expected), string.Join(' ', arguments));
        Assert.That(process.ExitCode, Is.EqualTo(exitCode), text);
    }
}
