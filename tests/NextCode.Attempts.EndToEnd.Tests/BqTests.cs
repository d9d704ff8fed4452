using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>The unmodified <c>bq</c> command reads the rows back.</summary>
internal sealed class BqTests
{
    [Test]
    public async Task Bq_counts_the_rows_and_shows_the_table()
    {
        if (Tools.Find("bq") is not { } bq)
        {
            Tools.Missing("bq is not on the PATH, so nobody but our own client read the rows");
            return;
        }

        await using var world = await World.StartAsync();
        var form = Players.NewForm();
        form["last_name"] = "Betstop";
        var browser = Players.NewUserAgent();
        await world.Players.SignUpAsync(form, browser);
        await world.Warehouse.RowOfAsync(browser);

        var counts = await RunAsync(
            bq,
            world,
            "query",
            "--use_legacy_sql=false",
            "SELECT action, status, error_code, COUNT(*) n FROM attempts.attempts GROUP BY 1,2,3"
        );
        var table = await RunAsync(bq, world, "show", "attempts.attempts");

        Assert.That(
            JsonNode.DeepEquals(
                counts,
                JsonNode.Parse(
                    """[{"action":"signup","status":"blocked","error_code":"BETSTOP_SELF_EXCLUDED","n":"1"}]"""
                )
            ),
            Is.True,
            counts.ToJsonString()
        );
        Assert.That(
            table["schema"]!["fields"]!.AsArray().Select(field => field!["name"]!.GetValue<string>()),
            Does.Contain("additional_data").And.Contain("verification")
        );
    }

    private static async Task<JsonNode> RunAsync(string bq, World world, params string[] command)
    {
        using var settings = new TemporaryDirectory();
        await using var process = Running.Start(
            bq,
            [
                $"--api={world.Warehouse.Address}",
                "--oauth_access_token=local",
                "--project_id=local",
                "--format=json",
                "--headless",
                .. command,
            ],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["CLOUDSDK_CONFIG"] = settings.Path }
        );
        Assert.That(await process.WaitForExitAsync(), Is.Zero, process.Output + process.Error);
        return JsonNode.Parse(process.Output)!;
    }
}
