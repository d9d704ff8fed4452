using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NextCode.Attempts.Reports.Metabase;

namespace NextCode.Attempts.Reports.Tests.Metabase;

/// <summary>
/// What Metabase's own client says: its JSON Schemas of everything we send, and the unmodified client reading what we made.
/// </summary>
[FixtureLifeCycle(LifeCycle.SingleInstance)]
internal sealed class MetabaseClientTests
{
    private const string Package = "@metabase/cli";
    private const string Client = $"node_modules/{Package}/dist/cli.mjs";

    private readonly FakeMetabase _metabase = new();
    private readonly string _home = Directory.CreateTempSubdirectory("attempts-metabase-").FullName;
    private WebApplication _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        NodeTools.Require(Package);
        await _metabase.ApplyAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _metabase.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    [Test]
    public async Task Everything_we_send_is_what_Metabases_schemas_say()
    {
        using var metabase = new FakeMetabase();
        await metabase.ApplyAsync();
        // Changes of everything, too.
        foreach (
            var (kind, all) in new[]
            {
                ("card", metabase.Cards),
                ("collection", metabase.Collections),
                ("dashboard", metabase.Dashboards),
            }
        )
        {
            foreach (var one in all)
            {
                one["name"] = $"another {kind}";
            }
        }

        foreach (var alert in metabase.Notifications)
        {
            alert["active"] = false;
        }

        await metabase.ApplyAsync();
        var sent = metabase
            .Writes.Select(write => (Command: Command(write.Method, write.Path), write.Body))
            .Where(write => write.Command is not null)
            .ToList();

        var (code, faults, error) = await NodeTools.RunAsync(
            "metabase-schemas.mjs",
            new JsonArray([
                .. sent.Select(write => new JsonObject
                {
                    ["command"] = write.Command,
                    ["body"] = write.Body.DeepClone(),
                }),
            ]).ToJsonString(),
            []
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(code, Is.Zero, error);
        Assert.That(faults, Is.Empty);
        Assert.That(
            sent.Select(write => write.Command).Distinct(),
            Is.EquivalentTo(
                new[]
                {
                    "card create",
                    "card update",
                    "collection create",
                    "dashboard create",
                    "dashboard update",
                    "alert create",
                    "alert update",
                }
            )
        );
    }

    [Test]
    public async Task A_payload_that_lacks_something_would_be_seen()
    {
        var (_, faults, _) = await NodeTools.RunAsync(
            "metabase-schemas.mjs",
            """[{"command":"alert create","body":{"payload":{"send_condition":"sometimes"},"subscriptions":[],"handlers":[]}}]""",
            []
        );

        Assert.That(faults, Does.Contain("card_id").And.Contain("send_condition").And.Contain("/subscriptions"));
    }

    [Test]
    public async Task Its_client_reads_our_questions()
    {
        var card = await ReadAsync("card", "get", Card("Errors per hour"), "--full");

        using var scope = Assert.EnterMultipleScope();
        Assert.That((string?)card["name"], Is.EqualTo("Errors per hour"));
        Assert.That((string?)card["dataset_query"]!["stages"]![0]!["native"], Does.Contain("{{days}}"));
    }

    [Test]
    public async Task Its_client_would_make_the_same_question_itself()
    {
        var card = _metabase.Writes.First(write => write.Path == "/api/card").Body.DeepClone().AsObject();
        card["entity_id"] = Identity.EntityId("made by the client");

        var made = await ReadAsync("card", "create", "--body", card.ToJsonString());

        Assert.That((string?)made["name"], Is.EqualTo("Errors per hour"));
    }

    [Test]
    public async Task Its_client_reads_our_dashboards()
    {
        var id = _metabase.Dashboards.First(one => (string?)one["name"] == "Verification")["id"]!;

        var dashboard = await ReadAsync("dashboard", "get", $"{id}", "--full");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(dashboard["dashcards"]!.AsArray(), Has.Count.EqualTo(3));
        Assert.That(
            dashboard["parameters"]!.AsArray().Select(one => (string?)one!["slug"]),
            Is.EqualTo(new[] { "days", "horizon_minutes" })
        );
    }

    [Test]
    public async Task Its_client_reads_our_alerts_collections_and_connection()
    {
        var alerts = await ReadAsync("card", "alerts", Card("No attempt for 15 minutes"));
        var collections = await ReadAsync("collection", "list");
        var databases = await ReadAsync("db", "list");

        using var scope = Assert.EnterMultipleScope();
        Assert.That(
            alerts["data"]!.AsArray().Single()!["subscriptions"]![0]!["cron_schedule"]!.GetValue<string>(),
            Is.EqualTo("0 0/15 * * * ? *")
        );
        Assert.That(collections["data"]!.AsArray().Select(one => (string?)one!["name"]), Does.Contain("Data quality"));
        Assert.That((string?)databases["data"]!.AsArray().Single()!["name"], Is.EqualTo("Attempts"));
    }

    private string Card(string name) => $"{_metabase.Cards.First(one => (string?)one["name"] == name)["id"]}";

    private static string? Command(string method, string path) =>
        (method, path.Split('/')[2]) switch
        {
            ("POST", "card") => "card create",
            ("PUT", "card") => "card update",
            ("POST", "dashboard") => "dashboard create",
            ("PUT", "dashboard") => "dashboard update",
            (_, "collection") => "collection create",
            ("POST", "notification") => "alert create",
            ("PUT", "notification") => "alert update",
            _ => null,
        };

    private async Task<JsonNode> ReadAsync(params string[] arguments)
    {
        var (code, output, error) = await NodeTools.RunAsync(
            Client,
            "",
            [.. arguments, "--json", "--max-bytes", "0"],
            new Dictionary<string, string>
            {
                ["MB_URL"] = _server.Urls.Single(),
                ["MB_API_KEY"] = FakeMetabase.ApiKey,
                ["MB_CLI_DISABLE_KEYRING"] = "1",
                ["HOME"] = _home,
            }
        );
        Assert.That(code, Is.Zero, $"{string.Join(' ', arguments)}: {output}{error}");
        return JsonNode.Parse(output)!;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        var (status, answer) = _metabase.Answer(
            request.Method,
            request.Path,
            request.QueryString.ToString(),
            body.Length == 0 ? null : JsonNode.Parse(body)!.AsObject(),
            request.Headers["x-api-key"]
        );
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer?.ToJsonString() ?? "");
    }
}
