using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>What must not be kept is in no column and in no file.</summary>
internal sealed class SecretsTests
{
    [Test]
    public async Task Secrets_are_in_no_column_and_in_no_file()
    {
        using var directory = new TemporaryDirectory();
        List<string> secrets;
        await using (var world = await World.StartAsync(directory.Path))
        {
            secrets = await TellSecretsAsync(world);
            foreach (var table in new[] { "attempts", "attempts_unique", "deposit_attempts", "verification_events" })
            {
                var rows = JsonSerializer.Serialize(
                    await world.Warehouse.QueryAsync($"SELECT * FROM attempts.{table}")
                );
                AssertHasNone(rows, secrets, table);
            }
        }

        foreach (var file in Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories))
        {
            AssertHasNone(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), secrets, file);
        }
    }

    /// <summary>Sends secrets in every place a request of this API has, and waits for the rows.</summary>
    private static async Task<List<string>> TellSecretsAsync(World world)
    {
        var browser = Players.NewUserAgent();
        var secrets = new List<string> { "referrer-secret", "query-secret" };
        var sent = 0;
        var form = Players.NewForm();
        var email = form["email"]!.GetValue<string>();
        var password = form["password"] = Secret("signup");

        var created = await PostAsync("/client/Create?token=query-secret", form);
        secrets.Add(created.Text("auto_login_token")!);
        var again = Players.NewForm();
        again["last_name"] = "Boom";
        again["password"] = Secret("boom");
        again["nested"] = new JsonObject { ["list"] = new JsonArray(new JsonObject { ["secret"] = Secret("deep") }) };
        await PostAsync("/client/Create", again);
        var login = await PostAsync(
            "/login",
            new JsonObject { ["email"] = email, ["password"] = password!.DeepClone() }
        );
        secrets.Add(login.Text("auto_login_token")!);
        await PostAsync("/login", new JsonObject { ["email"] = email, ["password"] = Secret("wrong") });
        var reset = await PostAsync("/restore-password", new JsonObject { ["email"] = email });
        secrets.Add(reset.Text("reset_token")!);
        await PostAsync(
            "/restore-password",
            new JsonObject { ["reset_token"] = reset.Text("reset_token"), ["new_password"] = Secret("new") }
        );
        await PostAsync("/validate", new JsonObject { ["field"] = "password", ["value"] = Secret("validated") });
        await PostAsync(
            "/deposit",
            new JsonObject
            {
                ["amount"] = 20,
                ["currency"] = "AUD",
                ["method"] = "card",
                ["card_number"] = Card("4111111111111111"),
                ["card_expiry"] = "11/47",
                ["card_cvv"] = Secret("cvv"),
            }
        );
        await PostTextAsync("/login", $$"""{"email": "{{email}}", "password": "{{Secret("cut")}}""");
        await world.Warehouse.RowsOfAsync(browser, sent);
        return secrets;

        string Secret(string place)
        {
            var secret = $"S3cret-{place}-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
            secrets.Add(secret);
            return secret;
        }

        string Card(string number)
        {
            secrets.Add(number);
            return number;
        }

        Task<Reply> PostAsync(string path, JsonNode body) => PostTextAsync(path, body.ToJsonString());

        Task<Reply> PostTextAsync(string path, string body)
        {
            sent++;
            return world.Players.PostAsync(path, body, browser);
        }
    }

    private static void AssertHasNone(string text, List<string> secrets, string where) =>
        Assert.That(secrets.Where(text.Contains), Is.Empty, where);
}
