using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>Every outcome of a signup is exactly one row, with what the player sent and what really happened.</summary>
internal sealed class SignupTests
{
    private World _world;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = await World.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _world.DisposeAsync();

    [Test]
    public async Task A_created_account_is_a_row_with_every_column_of_the_request()
    {
        var browser = Players.NewUserAgent();
        var form = Players.NewForm();

        var reply = await _world.Players.PostAsync("/client/Create?utm_source=tips&token=query-secret", form, browser);
        var row = await _world.Warehouse.RowOfAsync(browser);

        Assert.That(reply.Status, Is.EqualTo(201), reply.Body);
        Assert.That(reply.Text("auto_login_token"), Is.Not.Null.And.Not.Empty);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Text("action"), Is.EqualTo("signup"));
            Assert.That(row.Text("status"), Is.EqualTo("success"));
            Assert.That(row.Text("error_code"), Is.Null);
            Assert.That(row.Text("http_status"), Is.EqualTo("201"));
            Assert.That(row.Text("ip"), Is.EqualTo("1.128.4.7"));
            Assert.That(row.Text("geo"), Is.EqualTo("AU"));
            Assert.That(row.Text("domain"), Is.EqualTo("bet.example"));
            Assert.That(row.Text("path"), Is.EqualTo("/client/Create"));
            Assert.That(row.Text("query"), Does.Contain("utm_source=tips").And.Not.Contain("query-secret"));
            Assert.That(
                row.Text("referrer"),
                Does.StartWith("https://bet.example/join").And.Contain("step=2").And.Not.Contain("referrer-secret")
            );
            Assert.That(row.Text("fp"), Is.EqualTo($"fp of {browser}"));
            Assert.That(row.Text("email"), Is.EqualTo(form["email"]!.GetValue<string>()));
            Assert.That(row.Text("country"), Is.EqualTo("AU"));
            Assert.That(row.Text("currency"), Is.EqualTo("AUD"));
            Assert.That(row.Text("phone"), Is.EqualTo(form["phone_number"]!.GetValue<string>()));
            Assert.That(
                JsonNode.DeepEquals(JsonNode.Parse(row.Text("aff_data")!), form["affiliate_data"]),
                Is.True,
                row.Text("aff_data")
            );
            Assert.That(
                JsonNode.Parse(row.Text("additional_data")!)!["depositlimit_period"]!.GetValue<string>(),
                Is.EqualTo("DAYS_7")
            );
            Assert.That(row.Text("resp"), Does.Contain(reply.Text("client_id")));
            Assert.That(row.Text("client_id"), Is.EqualTo(reply.Text("client_id")));
            Assert.That(row.Text("attempt_id"), Is.EqualTo(reply.Text("signup_attempt_id")));
            Assert.That(row.Text("request_id"), Is.EqualTo("8f00baa"));
            Assert.That(long.Parse(row.Text("duration")!), Is.InRange(1_000, 60_000_000_000), "nanoseconds");
            Assert.That(row.Text("producer"), Is.Not.Null);
            Assert.That(row.Text("ingested_at"), Is.Not.Null);
        }
    }

    [TestCase("Betstop", 403, "blocked", "BETSTOP_SELF_EXCLUDED")]
    [TestCase("Excluded", 403, "blocked", "SELF_EXCLUDED")]
    [TestCase("Timeout", 504, "error", "UPSTREAM_TIMEOUT")]
    [TestCase("Unavailable", 503, "error", "UPSTREAM_UNAVAILABLE")]
    [TestCase("Mystery", 400, "error", "UNKNOWN")]
    [TestCase("Boom", 500, "error", "INTERNAL_ERROR")]
    public async Task A_last_name_gives_its_outcome(string lastName, int httpStatus, string status, string errorCode)
    {
        var browser = Players.NewUserAgent();
        var form = Players.NewForm();
        form["last_name"] = lastName;

        var reply = await _world.Players.SignUpAsync(form, browser);
        var row = await _world.Warehouse.RowOfAsync(browser);

        Assert.That(reply.Status, Is.EqualTo(httpStatus), reply.Body);
        AssertOutcome(row, status, errorCode, httpStatus);
        Assert.That(row.Text("email"), Is.EqualTo(form["email"]!.GetValue<string>()));
    }

    [Test]
    public async Task A_self_excluded_player_reads_nothing_of_it()
    {
        var form = Players.NewForm();
        form["last_name"] = "Excluded";

        var reply = await _world.Players.SignUpAsync(form, Players.NewUserAgent());

        Assert.That(reply.Body, Does.Not.Contain("xclu"));
    }

    [Test]
    public async Task A_code_nobody_knows_is_kept_as_it_came()
    {
        var browser = Players.NewUserAgent();
        var form = Players.NewForm();
        form["last_name"] = "Mystery";

        await _world.Players.SignUpAsync(form, browser);
        var row = await _world.Warehouse.RowOfAsync(browser);

        Assert.That(row.Text("error_raw"), Does.Contain("HX-1099"));
    }

    [Test]
    public async Task A_taken_email_is_a_conflict()
    {
        var first = Players.NewForm();
        await _world.Players.SignUpAsync(first, Players.NewUserAgent());
        var browser = Players.NewUserAgent();
        var second = Players.NewForm();
        second["email"] = first["email"]!.GetValue<string>().ToUpperInvariant();

        var reply = await _world.Players.SignUpAsync(second, browser);
        var row = await _world.Warehouse.RowOfAsync(browser);

        Assert.That(reply.Status, Is.EqualTo(409), reply.Body);
        AssertOutcome(row, "error", "EMAIL_TAKEN", 409);
    }

    [Test]
    public async Task The_same_name_and_birth_date_is_the_same_person()
    {
        var first = Players.NewForm();
        await _world.Players.SignUpAsync(first, Players.NewUserAgent());
        var browser = Players.NewUserAgent();
        var second = Players.NewForm();
        second["first_name"] = first["first_name"]!.GetValue<string>();

        var reply = await _world.Players.SignUpAsync(second, browser);
        var row = await _world.Warehouse.RowOfAsync(browser);

        Assert.That(reply.Status, Is.EqualTo(409), reply.Body);
        AssertOutcome(row, "error", "USER_EXISTS", 409);
    }

    [Test]
    public async Task Wrong_and_missing_fields_are_named_one_by_one()
    {
        var browser = Players.NewUserAgent();
        var form = Players.NewForm();
        form["email"] = "not an email";
        form.Remove("last_name");

        var reply = await _world.Players.SignUpAsync(form, browser);
        var row = await _world.Warehouse.RowOfAsync(browser);

        Assert.That(reply.Status, Is.EqualTo(422), reply.Body);
        Assert.That(
            reply.Json["errors"]!.AsObject().Select(error => error.Key),
            Is.EquivalentTo(["email", "last_name"])
        );
        AssertOutcome(row, "error", "VALIDATION_FAILED", 422);
        Assert.That(
            row["errors"]!.AsArray().Select(error => $"{error!["field"]} {error["code"]}"),
            Is.EquivalentTo(["email EMAIL_INVALID", "last_name FIELD_REQUIRED"])
        );
    }

    [Test]
    public async Task Malformed_JSON_is_a_row_without_its_text()
    {
        var browser = Players.NewUserAgent();

        var reply = await _world.Players.PostAsync(
            "/client/Create",
            """{"first_name": "Mia", "password": "cut-off-secret""",
            browser
        );
        var row = await _world.Warehouse.RowOfAsync(browser);

        Assert.That(reply.Status, Is.EqualTo(400), reply.Body);
        AssertOutcome(row, "error", "MALFORMED_REQUEST", 400);
        Assert.That(row.ToJsonString(), Does.Not.Contain("cut-off-secret"));
    }

    [TestCase("deposit_limit_period")]
    [TestCase("depositlimit_period")]
    public async Task The_limit_s_period_goes_by_both_of_its_names(string name)
    {
        var form = Players.NewForm();
        form.Remove("depositlimit_period");
        form[name] = "DAYS_1";

        var reply = await _world.Players.SignUpAsync(form, Players.NewUserAgent());

        Assert.That(reply.Status, Is.EqualTo(201), reply.Body);
    }

    private static void AssertOutcome(JsonObject row, string status, string errorCode, int httpStatus)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(row.Text("action"), Is.EqualTo("signup"));
            Assert.That(row.Text("status"), Is.EqualTo(status));
            Assert.That(row.Text("error_code"), Is.EqualTo(errorCode));
            Assert.That(row.Text("http_status"), Is.EqualTo($"{httpStatus}"));
        }
    }
}
