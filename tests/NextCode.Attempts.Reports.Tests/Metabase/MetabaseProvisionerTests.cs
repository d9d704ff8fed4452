using System.Text.Json.Nodes;
using NextCode.Attempts.Reports.Metabase;

namespace NextCode.Attempts.Reports.Tests.Metabase;

internal sealed class MetabaseProvisionerTests
{
    private static readonly Manifest Manifest = ManifestReader.ReadEmbedded();

    private FakeMetabase _metabase = null!;

    [SetUp]
    public void Start() => _metabase = new FakeMetabase();

    [TearDown]
    public void Stop() => _metabase.Dispose();

    [Test]
    public async Task A_plan_says_everything_and_changes_nothing()
    {
        var plan = await _metabase.PlanAsync();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(_metabase.Writes, Is.Empty);
        Assert.That(
            plan.Write(),
            Does.Contain("+ question Errors per hour")
                .And.Contain("+ alert More than 100 errors on registration in an hour")
        );
        Assert.That(
            plan.Changes,
            Has.Count.EqualTo(
                1
                    + Manifest.Collections.Count
                    + Manifest.Questions.Count
                    + Manifest.Questions.Count(one => one.Alert is not null)
                    + Manifest.Dashboards.Count
            )
        );
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Applied_twice_it_changes_nothing_the_second_time(bool tagsAsList)
    {
        using var metabase = new FakeMetabase { TagsAsList = tagsAsList, Version = tagsAsList ? "v1.63.0" : "v0.58.3" };
        await metabase.ApplyAsync();
        var (state, writes) = (metabase.State, metabase.Writes.Count);

        var again = await metabase.ApplyAsync();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(again.HasChanges, Is.False, again.Write());
        Assert.That(metabase.Writes, Has.Count.EqualTo(writes));
        Assert.That(metabase.State, Is.EqualTo(state));
        Assert.That(metabase.Cards, Has.Count.EqualTo(Manifest.Questions.Count));
        Assert.That(
            metabase.Dashboards.SelectMany(one => one["dashcards"]!.AsArray()).Count(),
            Is.EqualTo(Manifest.Dashboards.Sum(one => one.Cards.Count))
        );
    }

    [Test]
    public async Task Somebody_elses_cards_survive_wherever_they_put_them()
    {
        await _metabase.ApplyAsync();
        var theirs = await PostAsync(
            "api/card",
            """{"name":"Mine","display":"bar","entity_id":null,"dataset_query":{"database":1,"stages":[{"native":"SELECT 1"}]}}"""
        );
        var dashboard = _metabase.Dashboards[0];
        var dashcards = dashboard["dashcards"]!.DeepClone().AsArray();
        dashcards.Add(
            JsonNode.Parse(
                $$"""{"id":-1,"card_id":{{theirs["id"]}},"row":40,"col":3,"size_x":5,"size_y":5,"parameter_mappings":[],"visualization_settings":{} }"""
            )
        );
        dashcards.Add(
            JsonNode.Parse(
                """{"id":-2,"card_id":null,"row":50,"col":0,"size_x":5,"size_y":1,"parameter_mappings":[],"visualization_settings":{"text":"A note","virtual_card":{"display":"text"}}}"""
            )
        );
        dashcards[1]!["col"] = 2;
        await PutAsync($"api/dashboard/{dashboard["id"]}", new JsonObject { ["dashcards"] = dashcards });
        var alert = await PostAsync(
            "api/notification",
            $$"""{"creator_id":99,"payload":{"card_id":{{theirs["id"]}} },"subscriptions":[],"handlers":[]}"""
        );
        var before = Named(_metabase.Cards, "Mine").ToJsonString();

        var plan = await _metabase.ApplyAsync();

        var kept = _metabase.Dashboards[0]["dashcards"]!.AsArray();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(
            plan.Changes.Count(change => change.Kind != ChangeKind.Keep),
            Is.EqualTo(1),
            "the card that was moved, and nothing else"
        );
        Assert.That(Named(_metabase.Cards, "Mine").ToJsonString(), Is.EqualTo(before));
        Assert.That(
            kept.Count(card => $"{card!["card_id"]}" == $"{theirs["id"]}" && (int)card["row"]! == 40),
            Is.EqualTo(1)
        );
        Assert.That(kept.Count(card => (string?)card!["visualization_settings"]?["text"] == "A note"), Is.EqualTo(1));
        Assert.That((int)kept[1]!["col"]!, Is.EqualTo(Manifest.Dashboards[0].Cards[1].Col));
        Assert.That(_metabase.Notifications.Count(one => $"{one["id"]}" == $"{alert["id"]}"), Is.EqualTo(1));
    }

    [Test]
    public async Task Somebody_elses_alert_on_our_card_is_left_alone()
    {
        await _metabase.ApplyAsync();
        var card = Named(_metabase.Cards, "No attempt for 15 minutes");
        await PostAsync(
            "api/notification",
            $$"""{"creator_id":99,"active":true,"payload":{"card_id":{{card["id"]}} },"subscriptions":[],"handlers":[]}"""
        );
        var before = _metabase.State;

        var plan = await _metabase.ApplyAsync();

        Assert.That(plan.HasChanges, Is.False);
        Assert.That(_metabase.State, Is.EqualTo(before));
    }

    [Test]
    public async Task A_card_put_into_the_trash_comes_back_with_its_alert()
    {
        await _metabase.ApplyAsync();
        var card = Named(_metabase.Cards, "More than 100 errors on registration in an hour");
        var alerts = _metabase.Notifications.Count;
        await PutAsync($"api/card/{card["id"]}", new JsonObject { ["archived"] = true });
        Assert.That(
            _metabase.Notifications,
            Has.Count.EqualTo(alerts - 1),
            "archiving deletes the alert, as in Metabase"
        );

        var plan = await _metabase.ApplyAsync();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(plan.Write(), Does.Contain("^ question More than 100").And.Contain("+ alert More than 100"));
        Assert.That(
            Named(_metabase.Cards, "More than 100 errors on registration in an hour")["archived"]!.GetValue<bool>(),
            Is.False
        );
        Assert.That(_metabase.Notifications, Has.Count.EqualTo(alerts));
        Assert.That((await _metabase.PlanAsync()).HasChanges, Is.False);
    }

    [Test]
    public async Task A_changed_display_is_put_back_and_the_alert_that_it_cost_is_made_again()
    {
        await _metabase.ApplyAsync();
        var card = Named(_metabase.Cards, "No attempt for 15 minutes");
        var alerts = _metabase.Notifications.Count;
        await PutAsync($"api/card/{card["id"]}", new JsonObject { ["display"] = "bar" });

        var plan = await _metabase.ApplyAsync();

        using var scope = Assert.EnterMultipleScope();
        Assert.That(plan.Write(), Does.Contain("display: \"bar\" → \"table\""));
        Assert.That(_metabase.Notifications, Has.Count.EqualTo(alerts));
    }

    [Test]
    public async Task An_alert_that_somebody_switched_off_or_redirected_is_put_right_in_place()
    {
        await _metabase.ApplyAsync();
        var alert = _metabase.Notifications[0];
        var id = $"{alert["id"]}";
        await PutAsync(
            $"api/notification/{id}",
            JsonNode
                .Parse("""{"active":false,"handlers":[{"channel_type":"channel/email","recipients":[]}],"x":1}""")!
                .AsObject()
        );

        await _metabase.ApplyAsync();

        using var scope = Assert.EnterMultipleScope();
        Assert.That($"{_metabase.Notifications[0]["id"]}", Is.EqualTo(id));
        Assert.That(_metabase.Notifications[0]["active"]!.GetValue<bool>(), Is.True);
        Assert.That(_metabase.Notifications[0]["handlers"]!.ToJsonString(), Does.Contain("on-call@example.com"));
        Assert.That((int)_metabase.Notifications[0]["x"]!, Is.EqualTo(1), "what we do not know goes along");
    }

    [Test]
    public async Task Stopped_at_every_request_in_turn_the_next_run_completes([Values] bool done)
    {
        using var whole = new FakeMetabase();
        await whole.ApplyAsync();
        using var scope = Assert.EnterMultipleScope();
        for (var number = 1; number <= whole.Requests; number++)
        {
            using var metabase = new FakeMetabase { Break = (number, done) };
            Assert.That(
                async () => await metabase.ApplyAsync(),
                Throws.TypeOf<MetabaseException>(),
                $"request {number}"
            );

            await metabase.ApplyAsync();

            Assert.That(Shape(metabase), Is.EqualTo(Shape(whole)), $"stopped at request {number}");
            Assert.That((await metabase.PlanAsync()).HasChanges, Is.False, $"stopped at request {number}");
        }
    }

    [TestCase("v0.57.9")]
    [TestCase("v1.49.0")]
    [TestCase("vUNKNOWN")]
    public void A_release_that_is_too_old_is_refused_before_anything_is_changed(string version)
    {
        using var metabase = new FakeMetabase { Version = version };

        Assert.That(
            async () => await metabase.ApplyAsync(),
            Throws.TypeOf<MetabaseException>().With.Message.Contains("58 and later")
        );
        Assert.That(metabase.Writes, Is.Empty);
    }

    [Test]
    public async Task Secrets_are_shown_nowhere()
    {
        var plan = await _metabase.ApplyAsync();
        using var broken = new FakeMetabase { Break = (6, false) };
        var error = Assert.ThrowsAsync<MetabaseException>(async () => await broken.ApplyAsync());
        var refused = Assert.ThrowsAsync<MetabaseException>(async () =>
            await _metabase.ApplyAsync(MetabaseTest.Options with { ApiKey = "wrong_key" })
        );

        Assert.That(
            plan.Write() + error.ToString() + refused.ToString(),
            Does.Not.Contain("very private").And.Not.Contain(FakeMetabase.ApiKey).And.Not.Contain("wrong_key")
        );
    }

    [Test]
    public async Task A_connection_to_another_project_is_not_taken_for_ours()
    {
        await _metabase.ApplyAsync();

        Assert.That(
            async () => await _metabase.PlanAsync(MetabaseTest.Options with { Project = "other" }),
            Throws.TypeOf<MetabaseException>().With.Message.Contains("leads to the project my-project, not other")
        );
    }

    [Test]
    public async Task A_local_Metabase_reads_the_SQLite_file()
    {
        await _metabase.ApplyAsync(
            MetabaseTest.Options with
            {
                Dialect = ReportDialect.Sqlite,
                Project = "local",
                SqlitePath = "/data/bigquery.db",
                ServiceAccountJson = null,
            }
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(
            _metabase.Databases.Single().ToJsonString(),
            Does.Contain("\"engine\":\"sqlite\"").And.Contain("\"db\":\"/data/bigquery.db\"")
        );
        Assert.That(
            Native("Errors per hour"),
            Does.Contain("`local.attempts.v_attempt`").And.Contain("'-' || {{days}} || ' days'")
        );
    }

    [Test]
    public async Task Channels_that_are_missing_or_none_are_said()
    {
        using var scope = Assert.EnterMultipleScope();
        Assert.That(
            async () =>
                await _metabase.PlanAsync(
                    MetabaseTest.Options with
                    {
                        Channels = new Dictionary<string, string> { ["on-call"] = "email:x@example.com" },
                    }
                ),
            Throws.TypeOf<FormatException>().With.Message.Contains("fraud")
        );
        Assert.That(
            async () =>
                await _metabase.PlanAsync(
                    MetabaseTest.Options with
                    {
                        Channels = new Dictionary<string, string>
                        {
                            ["on-call"] = "pigeon:x",
                            ["fraud"] = "slack:#fraud",
                        },
                    }
                ),
            Throws.TypeOf<FormatException>().With.Message.Contains("pigeon:x is no channel")
        );
        _metabase.MailConfigured = false;
        Assert.That((await _metabase.PlanAsync()).Warnings, Has.One.Contains("no mail server"));
    }

    [Test]
    public async Task Variables_are_in_the_text_and_the_filters_of_a_dashboard_reach_them()
    {
        await _metabase.ApplyAsync();

        var dashboard = Named(_metabase.Dashboards, "Operations");
        var card = Named(_metabase.Cards, "Errors per hour");
        var tags = card["dataset_query"]!["stages"]![0]!["template-tags"]!.AsObject();
        var mappings = dashboard["dashcards"]!.AsArray().Single(one => $"{one!["card_id"]}" == $"{card["id"]}")![
            "parameter_mappings"
        ]!.AsArray();
        using var scope = Assert.EnterMultipleScope();
        Assert.That(
            Native("Errors per hour"),
            Does.Contain("INTERVAL {{days}} DAY")
                .And.Contain("([[{{action}} || ]]'')")
                .And.Contain(">= {{min_errors}}")
                .And.Not.Contain("@")
        );
        Assert.That(tags.Select(tag => tag.Key), Is.EqualTo(new[] { "days", "action", "min_errors" }));
        Assert.That(tags.Select(tag => (string)tag.Value!["name"]!), Is.EqualTo(tags.Select(tag => tag.Key)));
        Assert.That(
            mappings.Select(mapping => (string)mapping!["target"]![1]![1]!),
            Is.EquivalentTo(new[] { "days", "action" })
        );
        Assert.That(
            mappings.Select(mapping => (string)mapping!["parameter_id"]!),
            Is.SubsetOf(dashboard["parameters"]!.AsArray().Select(one => (string)one!["id"]!))
        );
    }

    private static string Shape(FakeMetabase metabase) =>
        string.Join(
            '\n',
            metabase
                .Databases.Concat(metabase.Collections)
                .Concat(metabase.Cards)
                .Concat(metabase.Dashboards)
                .Select(one =>
                    $"{one["name"]} {one["location"]?.ToString().Count(c => c == '/')} {one["dashcards"]?.AsArray().Count}"
                )
                .Append($"{metabase.Notifications.Count} alerts")
        );

    private static JsonObject Named(IEnumerable<JsonObject> all, string name) =>
        all.Single(one => (string?)one["name"] == name);

    private string Native(string card) =>
        (string)Named(_metabase.Cards, card)["dataset_query"]!["stages"]![0]!["native"]!;

    private async Task<JsonNode> PostAsync(string path, string body) =>
        await new MetabaseClient(new HttpClient(_metabase, disposeHandler: false), MetabaseTest.Options).PostAsync(
            path,
            JsonNode.Parse(body)!.AsObject(),
            "A test",
            CancellationToken.None
        );

    private Task PutAsync(string path, JsonObject body) =>
        new MetabaseClient(new HttpClient(_metabase, disposeHandler: false), MetabaseTest.Options).PutAsync(
            path,
            body,
            "A test",
            CancellationToken.None
        );
}
