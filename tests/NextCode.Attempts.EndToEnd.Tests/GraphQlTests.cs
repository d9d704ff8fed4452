using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>The same over GraphQL, where failures come with HTTP 200.</summary>
internal sealed class GraphQlTests
{
    private World _world;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = await World.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _world.DisposeAsync();

    [Test]
    public async Task A_signup_takes_its_input_in_camel_case()
    {
        var form = Players.NewForm();
        var input = new JsonObject(
            form.Select(field => KeyValuePair.Create(Camel(field.Key), field.Value?.DeepClone()))
        );

        var (reply, rows) = await SendAsync(
            "mutation Join($in: SignupInput!) { signup(input: $in) { clientId client_status } }",
            new JsonObject { ["in"] = input }
        );

        var result = reply.Json["data"]!["signup"]!;
        Assert.That(result["client_status"]!.GetValue<string>(), Is.EqualTo("PRE_OPEN"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(rows[0].Outcome(), Is.EqualTo("signup success"));
            Assert.That(rows[0].Text("email"), Is.EqualTo(form["email"]!.GetValue<string>()));
            Assert.That(rows[0].Text("country"), Is.EqualTo("AU"));
            Assert.That(rows[0].Text("phone"), Is.EqualTo(form["phone_number"]!.GetValue<string>()));
            Assert.That(rows[0].Text("client_id"), Is.EqualTo(result["clientId"]!.GetValue<string>()));
            Assert.That(rows[0].Text("operation"), Does.Contain("signup").And.Contain("Join"));
            Assert.That(rows[0].Text("http_status"), Is.EqualTo("200"));
        }
    }

    [TestCase("Betstop", "betstop_self_excluded", "blocked BETSTOP_SELF_EXCLUDED")]
    [TestCase("Excluded", "SYSTEM_ERROR", "blocked SELF_EXCLUDED")]
    [TestCase("Boom", "INTERNAL_ERROR", "error INTERNAL_ERROR")]
    [TestCase("Mystery", "HX-1099", "error UNKNOWN")]
    public async Task A_refusal_comes_with_HTTP_200_and_is_still_told_apart(
        string lastName,
        string publicCode,
        string outcome
    )
    {
        var form = Players.NewForm();
        form["last_name"] = lastName;

        var (reply, rows) = await SendAsync(
            "mutation($input: SignupInput!) { signup(input: $input) { client_id } }",
            new JsonObject { ["input"] = form }
        );

        Assert.That(reply.Status, Is.EqualTo(200));
        Assert.That(reply.Json["errors"]![0]!["extensions"]!["errorCode"]!.GetValue<string>(), Is.EqualTo(publicCode));
        Assert.That(rows[0].Outcome(), Is.EqualTo($"signup {outcome}"));
    }

    [Test]
    public async Task Several_mutations_in_one_document_are_a_row_each()
    {
        var (reply, rows) = await SendAsync(
            """
            mutation {
              a: validate(input: {field: "email", value: "not an email"}) { valid }
              b: validate(input: {field: "email", value: "new@example.com"}) { valid }
              login(input: {email: "nobody@example.com", password: "literal-secret"}) { clientId }
            }
            """,
            variables: null,
            expected: 3
        );

        Assert.That(reply.Json["data"]!["a"], Is.Null);
        Assert.That(reply.Json["data"]!["b"]!["valid"]!.GetValue<bool>(), Is.True);
        Assert.That(
            rows.Select(RowExtensions.Outcome),
            Is.EquivalentTo(["validate error EMAIL_INVALID", "validate success", "login error USER_NOT_FOUND"])
        );
        Assert.That(rows.Select(row => row.ToJsonString()), Has.None.Contain("literal-secret"));
    }

    [Test]
    public async Task A_document_that_cannot_be_executed_changes_nothing()
    {
        var form = Players.NewForm();
        var browser = Players.NewUserAgent();

        var reply = await _world.Players.PostAsync(
            "/graphql",
            Request(
                "mutation($input: SignupInput!) { signup(input: $input) { shoeSize } }",
                new JsonObject { ["input"] = form }
            ),
            browser
        );
        var created = await _world.Players.SignUpAsync(form, Players.NewUserAgent());

        Assert.That(reply.Body, Does.Contain("shoeSize").And.Contain("MALFORMED_REQUEST"));
        Assert.That(created.Status, Is.EqualTo(201), created.Body);
    }

    private async Task<(Reply Reply, IReadOnlyList<JsonObject> Rows)> SendAsync(
        string query,
        JsonObject? variables,
        int expected = 1
    )
    {
        var browser = Players.NewUserAgent();
        var reply = await _world.Players.PostAsync("/graphql", Request(query, variables), browser);
        return (reply, await _world.Warehouse.RowsOfAsync(browser, expected));
    }

    private static JsonObject Request(string query, JsonObject? variables) =>
        new() { ["query"] = query, ["variables"] = variables };

    private static string Camel(string name)
    {
        var words = name.Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
