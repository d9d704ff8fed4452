using System.Text;
using System.Text.Json.Nodes;
using NextCode.Attempts.CloudEvents;
using NextCode.Attempts.Consumer.DeadLetters;
using NextCode.Attempts.Consumer.Ingest.Rows;
using NextCode.Attempts.Consumer.Tests.Fakes;

namespace NextCode.Attempts.Consumer.Tests.Ingest.Rows;

internal sealed class RowBuilderTests
{
    private static readonly CloudEvent Envelope = new()
    {
        Id = "e-1",
        Source = "/nextcode/api",
        Type = AttemptEvent.Type,
        Subject = "login",
        Time = "2026-11-22T11:59:59.5Z",
        Extensions = new Dictionary<string, string> { ["producer"] = "p1", ["sequence"] = "7" },
    };

    private readonly RowBuilder _builder = new(new TableColumns(), TestEnricher.Create(), new FixedTime());

    [Test]
    public void The_envelope_fills_what_the_data_lack()
    {
        Assert.That(
            Row("{}"),
            Is.EqualTo(
                """{"attempt_id":"e-1","timestamp":"2026-11-22T11:59:59.500000Z","ingested_at":"2026-11-22T12:00:00.000000Z","action":"login","producer":"p1","sequence":7}"""
            )
        );
    }

    [Test]
    public void The_data_win_over_the_envelope()
    {
        var row = Node(
            """{"timestamp":"2026-11-22T10:00:00+01:00","action":"signup","producer":"p2","sequence":9,"attempt_id":"e-1"}"""
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That((string?)row["timestamp"], Is.EqualTo("2026-11-22T09:00:00.000000Z"));
        Assert.That((string?)row["action"], Is.EqualTo("signup"));
        Assert.That((string?)row["producer"], Is.EqualTo("p2"));
        Assert.That((long?)row["sequence"], Is.EqualTo(9));
        Assert.That(row["additional_data"], Is.Null);
    }

    [Test]
    public void The_events_id_is_the_attempts_and_another_one_is_kept_beside_it()
    {
        var row = Node("""{"attempt_id":"other"}""");

        Assert.That((string?)row["attempt_id"], Is.EqualTo("e-1"));
        Assert.That((string?)row["additional_data"], Is.EqualTo("""{"attempt_id":"other"}"""));
    }

    [TestCase("""{"user_agent":5}""", "user_agent", "\"5\"")]
    [TestCase("""{"user_agent":true}""", "user_agent", "\"true\"")]
    [TestCase("""{"aff_data":{"a":[1, "x"]}}""", "aff_data", """{"a":[1, "x"]}""", true)]
    [TestCase("""{"user_agent":"a\u00e9\"\n"}""", "user_agent", "a\u00e9\"\n", true)]
    [TestCase("""{"duration":"12"}""", "duration", "12")]
    [TestCase("""{"duration":12.0}""", "duration", "12")]
    [TestCase("""{"duration":1e3}""", "duration", "1000")]
    [TestCase("""{"resp_truncated":"True"}""", "resp_truncated", "true")]
    [TestCase("""{"resp_truncated":0}""", "resp_truncated", "false")]
    [TestCase("""{"deposit":{"amount":12.50}}""", "deposit", """{"amount":"12.5"}""")]
    [TestCase("""{"deposit":{"amount":"0.000000001"}}""", "deposit", """{"amount":"0.000000001"}""")]
    [TestCase("""{"errors":[null,{"field":"a","code":1}]}""", "errors", """[{"field":"a","code":"1"}]""")]
    [TestCase("""{"errors":{"field":"a"}}""", "errors", """[{"field":"a"}]""")]
    [TestCase("""{"timestamp":1795348800}""", "timestamp", "\"2026-11-22T12:00:00.000000Z\"")]
    [TestCase("""{"timestamp":1795348800123}""", "timestamp", "\"2026-11-22T12:00:00.123000Z\"")]
    [TestCase("""{"timestamp":"1795348800123456"}""", "timestamp", "\"2026-11-22T12:00:00.123456Z\"")]
    public void A_value_of_another_type_is_converted_where_nothing_is_lost(
        string data,
        string column,
        string expected,
        bool isText = false
    )
    {
        var row = Node(data);

        Assert.That(isText ? (string?)row[column] : row[column]?.ToJsonString(), Is.EqualTo(expected));
        Assert.That(row["additional_data"], Is.Null);
    }

    [TestCase("""{"duration":12.5}""", """{"duration":12.5}""")]
    [TestCase("""{"duration":"9223372036854775808"}""", """{"duration":"9223372036854775808"}""")]
    [TestCase("""{"duration":[1, 2]}""", """{"duration":[1, 2]}""")]
    [TestCase("""{"resp_truncated":"maybe"}""", """{"resp_truncated":"maybe"}""")]
    [TestCase(
        """{"deposit":{"amount":"1.0000000001","x":{}}}""",
        """{"deposit.amount":"1.0000000001","deposit.x":{}}"""
    )]
    [TestCase("""{"deposit":"none"}""", """{"deposit":"none"}""")]
    [TestCase("""{"errors":["E1",{"code":"a","more":1}]}""", """{"errors.0":"E1","errors.1.more":1}""")]
    [TestCase("""{"timestamp":"yesterday"}""", """{"timestamp":"yesterday"}""")]
    [TestCase("""{"new_name":null,"émail":"x"}""", """{"new_name":null,"émail":"x"}""")]
    [TestCase("""{"fp":"\ud800"}""", """{"fp":"\ud800"}""")]
    [TestCase("""{"fp":"1","fp":"2"}""", """{"fp":"2"}""")]
    [TestCase("""{"ingested_at":"2020-01-01T00:00:00Z"}""", """{"ingested_at":"2020-01-01T00:00:00Z"}""")]
    public void What_no_column_takes_is_kept_in_additional_data(string data, string expected) =>
        Assert.That((string?)Node(data)["additional_data"], Is.EqualTo(expected));

    [TestCase("""{"additional_data":"{\"a\":1}"}""", """{"a":1}""")]
    [TestCase("""{"additional_data":"{\"a\":1}","b":2}""", """{"a":1,"b":2}""")]
    [TestCase("""{"b":2,"additional_data":"{ }"}""", """{ "b":2}""")]
    [TestCase("""{"a":2,"additional_data":"{\"a\":1}"}""", """{"a":1,"a_2":2}""")]
    [TestCase("""{"additional_data":"free \"text\""}""", "free \"text\"")]
    [TestCase("""{"additional_data":"free \"text\"","b":2}""", """{"additional_data":"free \"text\"","b":2}""")]
    [TestCase("""{"additional_data":"[1]","b":2}""", """{"additional_data":"[1]","b":2}""")]
    [TestCase("""{"additional_data":{"a":1},"b":2}""", """{"a":1,"b":2}""")]
    public void What_the_event_has_in_additional_data_stays_there(string data, string expected) =>
        Assert.That((string?)Node(data)["additional_data"], Is.EqualTo(expected));

    [Test]
    public void The_network_of_the_address_and_the_domain_that_was_meant_are_added()
    {
        var row = Node("""{"ip":"::ffff:88.198.0.1","email":"a@GMUL.com","as_number":"1"}""");

        using var scope = Assert.EnterMultipleScope();
        Assert.That((string?)row["as_number"], Is.EqualTo("24940"));
        Assert.That((string?)row["as_country_code"], Is.EqualTo("DE"));
        Assert.That((string?)row["as_description"], Is.EqualTo("HETZNER-AS"));
        Assert.That((bool?)row["as_hosting"], Is.True);
        Assert.That((string?)row["email_domain"], Is.EqualTo("gmul.com"));
        Assert.That((string?)row["email_domain_suggestion"], Is.EqualTo("gmail.com"));
        Assert.That((string?)row["additional_data"], Is.EqualTo("""{"as_number":"1"}"""));
    }

    [TestCase("10.0.0.1")]
    [TestCase("nonsense")]
    [TestCase("")]
    public void An_address_nobody_announces_leaves_the_columns_null(string ip) =>
        Assert.That(
            Node($$"""{"ip":"{{ip}}"}""")
                .AsObject()
                .Where(static p => p.Key.StartsWith("as_", StringComparison.Ordinal)),
            Is.Empty
        );

    [Test]
    public void Null_is_absent() =>
        Assert.That(Row("""{"email":null,"deposit":null,"errors":null}"""), Is.EqualTo(Row("{}")));

    [TestCase("", "UNREADABLE")]
    [TestCase("{", "UNREADABLE")]
    [TestCase("[]", "UNREADABLE")]
    [TestCase("null", "UNREADABLE")]
    [TestCase("{} {}", "UNREADABLE")]
    [TestCase("""{"timestamp":"2021-11-22T11:59:59Z"}""", "OUT_OF_PARTITION_RANGE")]
    [TestCase("""{"timestamp":"2027-11-22T12:00:01Z"}""", "OUT_OF_PARTITION_RANGE")]
    public void What_can_never_be_a_row_is_told_by_reason(string data, string reason) =>
        Assert.That(Rejection(Envelope with { Data = Encoding.UTF8.GetBytes(data) }), Is.EqualTo(reason));

    [Test]
    public void What_identifies_the_record_must_be_there_and_right()
    {
        var sound = Envelope with { Data = "{}"u8.ToArray() };

        using var scope = Assert.EnterMultipleScope();
        Assert.That(Rejection(sound with { Time = null }), Is.EqualTo("INVALID_FIELD"));
        Assert.That(Rejection(sound with { Type = "com.nextcode.attempt.v2" }), Is.EqualTo("INVALID_FIELD"));
        Assert.That(Rejection(sound with { Id = new string('x', 129) }), Is.EqualTo("INVALID_FIELD"));
        Assert.That(
            Rejection(sound with { Data = new byte[] { (byte)'"', 0xff, (byte)'"' } }),
            Is.EqualTo("UNREADABLE")
        );
    }

    [Test]
    public void Data_of_the_contract_become_a_row_without_left_overs()
    {
        var attempt = new Attempt
        {
            AttemptId = "e-1",
            Timestamp = FixedTime.Noon,
            Action = AttemptAction.Deposit,
            Status = AttemptStatus.Error,
            Errors = [new AttemptError("email", "INVALID", "no")],
            Deposit = new DepositDetails
            {
                Amount = 10.5m,
                IsFirstDeposit = true,
                DepositSeq = 1,
            },
            Verification = new VerificationDetails { Event = "navigated", WaitedMs = 5 },
        };

        var row = Node(Encoding.UTF8.GetString(AttemptJson.Serialize(attempt)));

        using var scope = Assert.EnterMultipleScope();
        Assert.That(row["additional_data"], Is.Null);
        Assert.That((string?)row["deposit"]!["amount"], Is.EqualTo("10.5"));
        Assert.That((bool?)row["deposit"]!["is_first_deposit"], Is.True);
        Assert.That((string?)row["errors"]![0]!["field"], Is.EqualTo("email"));
        Assert.That((long?)row["verification"]!["waited_ms"], Is.EqualTo(5));
    }

    private string Row(string data)
    {
        var (row, rejection) = _builder.Build(Envelope with { Data = Encoding.UTF8.GetBytes(data) });
        Assert.That(row, Is.Not.Null, rejection?.Detail);
        return Encoding.UTF8.GetString(row!.Json.Span);
    }

    private JsonNode Node(string data) => JsonNode.Parse(Row(data))!;

    private string? Rejection(CloudEvent cloudEvent) => _builder.Build(cloudEvent).Rejection?.Reason.ToWireName();
}
