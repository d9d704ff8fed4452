using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>More than 5 signups of one fingerprint in a minute are refused, and the row says why.</summary>
internal sealed class RateLimitTests
{
    private const int Allowed = 5;

    private World _world;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = await World.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _world.DisposeAsync();

    [Test]
    public async Task The_sixth_signup_of_a_fingerprint_in_the_header_is_RATE_LIMITED()
    {
        var browser = Players.NewUserAgent();
        for (var i = 0; i < Allowed; i++)
        {
            var allowed = await _world.Players.SignUpAsync(Players.NewForm(), browser);
            Assert.That(allowed.Status, Is.EqualTo(201), allowed.Body);
        }

        var refused = await _world.Players.SignUpAsync(Players.NewForm(), browser);
        var rows = await _world.Warehouse.RowsOfAsync(browser, Allowed + 1);

        Assert.That(refused.Status, Is.EqualTo(429), refused.Body);
        Assert.That(refused.Text("code"), Is.EqualTo("RATE_LIMITED"));
        AssertLimited(rows.Single(row => row["error_code"] is not null));
    }

    [Test]
    public async Task The_sixth_signup_of_a_fingerprint_in_the_body_is_RATE_LIMITED()
    {
        var fingerprint = Players.NewUserAgent();
        var last = "";
        for (var i = 0; i <= Allowed; i++)
        {
            last = Players.NewUserAgent();
            var form = Players.NewForm();
            form["fingerprint"] = fingerprint;
            await _world.Players.PostAsync("/client/Create", form.ToJsonString(), last, fingerprint: null);
        }

        var row = await _world.Warehouse.RowOfAsync(last);

        AssertLimited(row);
        Assert.That(row["fp"]!.GetValue<string>(), Is.EqualTo(fingerprint));
    }

    [Test]
    public async Task Signups_over_GraphQL_count_with_those_over_REST()
    {
        var browser = Players.NewUserAgent();
        for (var i = 0; i < Allowed; i++)
        {
            await _world.Players.SignUpAsync(Players.NewForm(), browser);
        }

        var refused = await _world.Players.PostAsync(
            "/graphql",
            new JsonObject
            {
                ["query"] = "mutation($input: SignupInput!) { signup(input: $input) { clientId } }",
                ["variables"] = new JsonObject { ["input"] = Players.NewForm() },
            },
            browser
        );
        var rows = await _world.Warehouse.RowsOfAsync(browser, Allowed + 1);

        Assert.That(refused.Status, Is.EqualTo(200), refused.Body);
        AssertLimited(rows.Single(row => row["error_code"] is not null));
    }

    private static void AssertLimited(JsonObject row)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row["status"]!.GetValue<string>(), Is.EqualTo("blocked"));
            Assert.That(row["error_code"]!.GetValue<string>(), Is.EqualTo("RATE_LIMITED"));
            Assert.That(row["error_category"]!.GetValue<string>(), Is.EqualTo("rate_limited"));
            Assert.That(row["email"]?.GetValue<string>(), Is.Not.Null, "who was refused is known all the same");
        }
    }
}
