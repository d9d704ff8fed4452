using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>What a player does after signing up: every step is a row that joins to the others.</summary>
internal sealed class JourneyTests
{
    private World _world;

    [OneTimeSetUp]
    public async Task StartAsync() => _world = await World.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _world.DisposeAsync();

    [Test]
    public async Task A_login_row_says_what_the_player_is_not_told()
    {
        var (_, form) = await SignUpAsync();
        var email = form["email"]!.GetValue<string>();

        var unknown = await LogInAsync("nobody@example.com", "some password");
        var wrong = await LogInAsync(email, "another password");
        var right = await LogInAsync(email, form["password"]!.GetValue<string>());

        Assert.That(unknown.Reply.Body, Does.Contain("INVALID_CREDENTIALS").And.Not.Contain("USER_NOT_FOUND"));
        Assert.That(wrong.Reply.Text("detail"), Is.EqualTo(unknown.Reply.Text("detail")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(unknown.Row.Outcome(), Is.EqualTo("login error USER_NOT_FOUND"));
            Assert.That(wrong.Row.Outcome(), Is.EqualTo("login error WRONG_PASSWORD"));
            Assert.That(right.Row.Outcome(), Is.EqualTo("login success"));
        }
    }

    [Test]
    public async Task Too_many_wrong_passwords_lock_the_account()
    {
        var (_, form) = await SignUpAsync();
        var email = form["email"]!.GetValue<string>();
        for (var i = 0; i < 5; i++)
        {
            await LogInAsync(email, "another password");
        }

        var locked = await LogInAsync(email, form["password"]!.GetValue<string>());

        Assert.That(locked.Reply.Status, Is.EqualTo(429));
        Assert.That(locked.Row.Outcome(), Is.EqualTo("login blocked ACCOUNT_LOCKED"));
    }

    [Test]
    public async Task Restoring_a_password_is_captured_from_a_controller_too()
    {
        var (_, form) = await SignUpAsync();
        var email = form["email"]!.GetValue<string>();

        var unknown = await PostAsync("/restore-password", new JsonObject { ["email"] = "nobody@example.com" });
        var asked = await PostAsync("/restore-password", new JsonObject { ["email"] = email });
        var reset = new JsonObject
        {
            ["reset_token"] = asked.Reply.Text("reset_token"),
            ["new_password"] = form["password"]!.DeepClone(),
        };
        var reused = await PostAsync("/restore-password", reset);
        reset["new_password"] = "a better password";
        var changed = await PostAsync("/restore-password", reset);
        var spent = await PostAsync("/restore-password", reset);
        var malformed = await PostAsync("/restore-password", "{\"email\": ");

        Assert.That(unknown.Reply.Status, Is.EqualTo(200));
        Assert.That(unknown.Reply.Text("message"), Is.EqualTo(asked.Reply.Text("message")));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(unknown.Row.Outcome(), Is.EqualTo("restore_password error USER_NOT_FOUND"));
            Assert.That(asked.Row.Outcome(), Is.EqualTo("restore_password success"));
            Assert.That(reused.Row.Outcome(), Is.EqualTo("restore_password error PASSWORD_REUSED"));
            Assert.That(changed.Row.Outcome(), Is.EqualTo("restore_password success"));
            Assert.That(spent.Row.Outcome(), Is.EqualTo("restore_password error TOKEN_INVALID"));
            Assert.That(malformed.Row.Outcome(), Is.EqualTo("restore_password error MALFORMED_REQUEST"));
        }
    }

    [TestCase("email", "not an email", "EMAIL_INVALID")]
    [TestCase("phone_number", "0412 345 678", "PHONE_INVALID")]
    [TestCase("password", "short", "PASSWORD_WEAK")]
    [TestCase("birth_date", "17/04/1990", "DATE_OF_BIRTH_INVALID")]
    [TestCase("bonus_code", "EXPIRED10", "BONUS_CODE_INVALID")]
    [TestCase("shoe_size", "43", "FIELD_INVALID")]
    public async Task A_field_that_is_checked_alone_is_a_row(string field, string value, string errorCode)
    {
        var (reply, row) = await PostAsync("/validate", new JsonObject { ["field"] = field, ["value"] = value });

        Assert.That(reply.Status, Is.EqualTo(422), reply.Body);
        Assert.That(row.Outcome(), Is.EqualTo($"validate error {errorCode}"));
    }

    [Test]
    public async Task A_taken_email_is_found_while_it_is_typed()
    {
        var (_, form) = await SignUpAsync();

        var (_, row) = await PostAsync(
            "/validate",
            new JsonObject { ["field"] = "email", ["value"] = form["email"]!.DeepClone() }
        );

        Assert.That(row.Outcome(), Is.EqualTo("validate error EMAIL_TAKEN"));
    }

    [Test]
    public async Task A_card_deposit_is_a_row_a_step_with_one_deposit_id()
    {
        var (client, _) = await SignUpAsync();
        await OpenAsync(client);

        var initiated = await PostAsync("/deposit", CardDeposit(client, 50));
        var id = initiated.Reply.Text("deposit_id");
        var early = await PostAsync("/deposit", Step(id, "authorise"));
        var authenticate = Step(id, "authenticate_3ds");
        authenticate["three_ds_result"] = "Y";
        var authenticated = await PostAsync("/deposit", authenticate);
        var authorised = await PostAsync("/deposit", Step(id, "authorise"));
        var captured = await PostAsync("/deposit", Step(id, "capture"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(initiated.Row.Outcome(), Is.EqualTo("deposit pending THREE_DS_REQUIRED"));
            Assert.That(early.Row.Outcome(), Is.EqualTo("deposit pending THREE_DS_REQUIRED"));
            Assert.That(authenticated.Row.Outcome(), Is.EqualTo("deposit success"));
            Assert.That(authorised.Row.Outcome(), Is.EqualTo("deposit success"));
            Assert.That(captured.Row.Outcome(), Is.EqualTo("deposit success"));
        }

        var deposit = authorised.Row["deposit"]!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(deposit.Text("deposit_id"), Is.EqualTo(id));
            Assert.That(deposit.Text("phase"), Is.EqualTo("authorise"));
            Assert.That(decimal.Parse(deposit.Text("amount")!), Is.EqualTo(50));
            Assert.That(deposit.Text("amount_minor"), Is.EqualTo("5000"));
            Assert.That(deposit.Text("method"), Is.EqualTo("card"));
            Assert.That(deposit.Text("provider_status"), Is.EqualTo("AUTHORISED"));
            Assert.That(deposit.Text("card_scheme"), Is.EqualTo("visa"));
            Assert.That(deposit.Text("card_last4"), Is.EqualTo("1111"));
            Assert.That(deposit.Text("three_ds_result"), Is.EqualTo("Y"));
            Assert.That(deposit.Text("is_first_deposit"), Is.EqualTo("true"));
            Assert.That(deposit.Text("deposit_seq"), Is.EqualTo("1"));
            Assert.That(deposit.Text("limit_period"), Is.EqualTo("DAYS_7"));
            Assert.That(deposit.Text("client_status"), Is.EqualTo("OPEN"));
            Assert.That(long.Parse(deposit.Text("provider_duration")!), Is.Positive);
            Assert.That(authorised.Row.Text("client_id"), Is.EqualTo(client));
        }
    }

    [TestCase("20.51", "error INSUFFICIENT_FUNDS")]
    [TestCase("20.59", "blocked FRAUD_SUSPECTED")]
    [TestCase("20.91", "error PAYMENT_PROVIDER_ERROR")]
    public async Task The_cents_are_the_issuer_s_answer(string amount, string outcome)
    {
        var (client, _) = await SignUpAsync();
        await OpenAsync(client);
        var initiate = CardDeposit(client, decimal.Parse(amount));
        initiate["method"] = "payid";

        var initiated = await PostAsync("/deposit", initiate);
        var authorised = await PostAsync("/deposit", Step(initiated.Reply.Text("deposit_id"), "authorise"));

        Assert.That(authorised.Row.Outcome(), Is.EqualTo($"deposit {outcome}"));
        Assert.That(authorised.Reply.Body, Does.Not.Contain("FRAUD"));
    }

    [Test]
    public async Task A_deposit_beyond_the_player_s_own_limit_is_blocked()
    {
        var (client, _) = await SignUpAsync();
        await OpenAsync(client);

        var (reply, row) = await PostAsync("/deposit", CardDeposit(client, 201));

        Assert.That(reply.Status, Is.EqualTo(403), reply.Body);
        Assert.That(row.Outcome(), Is.EqualTo("deposit blocked DEPOSIT_LIMIT_EXCEEDED"));
        Assert.That(decimal.Parse(row["deposit"]!.AsObject().Text("limit_remaining")!), Is.EqualTo(200));
    }

    [Test]
    public async Task An_account_that_is_not_verified_cannot_pay_in()
    {
        var (client, _) = await SignUpAsync();

        var (_, row) = await PostAsync("/deposit", CardDeposit(client, 20));

        Assert.That(row.Outcome(), Is.EqualTo("deposit blocked ACCOUNT_NOT_VERIFIED"));
    }

    [Test]
    public async Task Verification_events_join_to_their_signup()
    {
        var browser = Players.NewUserAgent();
        var created = await _world.Players.SignUpAsync(Players.NewForm(), browser);
        var signup = await _world.Warehouse.RowOfAsync(browser);
        var client = created.Text("client_id")!;

        var changed = await OpenAsync(client);
        var heard = await PostAsync("/verification", Event(client, "status_push_received", "websocket"));
        var failed = Event(client, "verification_result", "backend");
        failed["verification_approved"] = false;
        var refused = await PostAsync("/verification", failed);

        var details = changed.Row["verification"]!.AsObject();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(changed.Row.Outcome(), Is.EqualTo("verification success"));
            Assert.That(details.Text("event"), Is.EqualTo("client_status_changed"));
            Assert.That(details.Text("signup_attempt_id"), Is.EqualTo(signup.Text("attempt_id")));
            Assert.That(details.Text("status_before"), Is.EqualTo("PRE_OPEN"));
            Assert.That(details.Text("status_after"), Is.EqualTo("OPEN"));
            Assert.That(long.Parse(details.Text("since_signup_ms")!), Is.Not.Negative);
            Assert.That(long.Parse(heard.Row["verification"]!.AsObject().Text("push_delay_ms")!), Is.Not.Negative);
            Assert.That(refused.Row.Outcome(), Is.EqualTo("verification error VERIFICATION_FAILED"));
        }
    }

    private async Task<(string Client, JsonObject Form)> SignUpAsync()
    {
        var form = Players.NewForm();
        var reply = await _world.Players.SignUpAsync(form, Players.NewUserAgent());
        Assert.That(reply.Status, Is.EqualTo(201), reply.Body);
        return (reply.Text("client_id")!, form);
    }

    private Task<(Reply Reply, JsonObject Row)> LogInAsync(string email, string password) =>
        PostAsync("/login", new JsonObject { ["email"] = email, ["password"] = password });

    private Task<(Reply Reply, JsonObject Row)> OpenAsync(string client)
    {
        var body = Event(client, "client_status_changed", "backend");
        body["status_after"] = "OPEN";
        return PostAsync("/verification", body);
    }

    private Task<(Reply Reply, JsonObject Row)> PostAsync(string path, JsonNode body) =>
        PostAsync(path, body.ToJsonString());

    private async Task<(Reply Reply, JsonObject Row)> PostAsync(string path, string body)
    {
        var browser = Players.NewUserAgent();
        var reply = await _world.Players.PostAsync(path, body, browser);
        return (reply, await _world.Warehouse.RowOfAsync(browser));
    }

    private static JsonObject Event(string client, string name, string source) =>
        new()
        {
            ["event"] = name,
            ["client_id"] = client,
            ["source"] = source,
        };

    private static JsonObject CardDeposit(string client, decimal amount) =>
        new()
        {
            ["client_id"] = client,
            ["amount"] = amount,
            ["currency"] = "AUD",
            ["method"] = "card",
            ["card_number"] = "4111 1111 1111 1111",
            ["card_cvv"] = "123",
            ["card_funding"] = "debit",
        };

    private static JsonObject Step(string? depositId, string phase) =>
        new() { ["deposit_id"] = depositId, ["phase"] = phase };
}
