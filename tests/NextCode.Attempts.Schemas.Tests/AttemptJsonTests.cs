using System.Text;
using System.Text.Json;

namespace NextCode.Attempts.Tests;

internal sealed class AttemptJsonTests
{
    private static readonly Attempt Sample = new()
    {
        AttemptId = "019a9d00-0000-7000-8000-000000000001",
        Timestamp = new DateTimeOffset(2026, 11, 22, 16, 1, 4, TimeSpan.FromHours(2)).AddTicks(1234567),
        Action = AttemptAction.RestorePassword,
        Status = AttemptStatus.MultiAccount,
        ErrorCategory = ErrorCategory.RateLimited,
        Email = "zoë@example.com",
        Errors = [new AttemptError("email", "EMAIL_TAKEN", null)],
        Deposit = new DepositDetails
        {
            Amount = 10.50m,
            CardLast4 = "4242",
            ThreeDsResult = "Y",
        },
    };

    [Test]
    public void Names_are_columns_enums_are_snake_case_and_nulls_are_absent()
    {
        var json = Encoding.UTF8.GetString(AttemptJson.Serialize(Sample));

        Assert.That(
            json,
            Is.EqualTo(
                """
                {"attempt_id":"019a9d00-0000-7000-8000-000000000001","timestamp":"2026-11-22T14:01:04.123456Z",
                "action":"restore_password","status":"multi_account","email":"zoë@example.com",
                "error_category":"rate_limited","errors":[{"field":"email","code":"EMAIL_TAKEN"}],
                "deposit":{"amount":10.50,"card_last4":"4242","three_ds_result":"Y"}}
                """.ReplaceLineEndings("")
            )
        );
    }

    [Test]
    public void What_was_written_is_read_back()
    {
        var read = AttemptJson.Deserialize(AttemptJson.Serialize(Sample))!;

        Assert.That(read.Timestamp, Is.EqualTo(Sample.Timestamp).Within(TimeSpan.FromMicroseconds(1)));
        Assert.That(AttemptJson.Serialize(read), Is.EqualTo(AttemptJson.Serialize(Sample)));
    }

    [Test]
    public void Every_property_is_a_column_of_the_table()
    {
        var columns = JsonDocument
            .Parse(AttemptsTable.SchemaJson)
            .RootElement.EnumerateArray()
            .ToDictionary(
                column => column.GetProperty("name").GetString()!,
                column =>
                    column.TryGetProperty("fields", out var fields)
                        ? fields.EnumerateArray().Select(field => field.GetProperty("name").GetString()!).ToArray()
                        : []
            );
        string[] filledByTheConsumer =
        [
            "as_country_code",
            "as_description",
            "as_number",
            "as_hosting",
            "email_domain",
            "email_domain_suggestion",
            "ingested_at",
        ];

        using var scope = Assert.EnterMultipleScope();
        Assert.That(Names(typeof(Attempt)), Is.EquivalentTo(columns.Keys.Except(filledByTheConsumer)));
        Assert.That(Names(typeof(AttemptError)), Is.EquivalentTo(columns["errors"]));
        Assert.That(Names(typeof(DepositDetails)), Is.EquivalentTo(columns["deposit"]));
        Assert.That(Names(typeof(VerificationDetails)), Is.EquivalentTo(columns["verification"]));
    }

    private static IEnumerable<string> Names(Type type) =>
        type.GetProperties().Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
}
