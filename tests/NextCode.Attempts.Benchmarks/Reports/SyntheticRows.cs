using System.Buffers;
using System.Globalization;
using System.Text.Json;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Benchmarks.Reports;

/// <summary>
/// Rows of a betting operator's four weeks, about 1.1 KB each, with the mix and the spread of values that reports see: many
/// countries, hundreds of thousands of devices, every second sign-up refused, and half a percent of repeats.
/// </summary>
internal sealed class SyntheticRows(DateTimeOffset from, DateTimeOffset to, int count)
{
    private const string UserAgent =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    private static readonly string[] Countries =
    [
        "AU",
        "AU",
        "AU",
        "NZ",
        "GB",
        "DE",
        "FR",
        "IE",
        "CA",
        "JP",
        "IN",
        "US",
        "BR",
        "XX",
        "T1",
    ];
    private static readonly string[] Domains = ["bet.example", "bet-au.example", "m.bet.example", "app.bet.example"];
    private static readonly string[] SignupCodes =
    [
        "EMAIL_TAKEN",
        "VALIDATION_FAILED",
        "USER_EXISTS",
        "UPSTREAM_TIMEOUT",
        "UNKNOWN",
        "INTERNAL_ERROR",
    ];

    private readonly Random _random = new(20);
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Dictionary<string, long> _sequences = [];
    private int _made;

    public IEnumerable<TableRow> Make()
    {
        while (_made < count)
        {
            var at = from + (to - from) * ((double)_made / count);
            foreach (
                var row in _random.Next(100) switch
                {
                    < 14 => Journey(at),
                    < 72 => [Row(at, "login", Who(), Login())],
                    < 80 => [Row(at, "restore_password", Who(), Done())],
                    _ => [Row(at, "validate", Who(), Login())],
                }
            )
            {
                yield return row;
                if (_random.Next(200) == 0)
                {
                    yield return row with
                    {
                        InsertId = row.InsertId + "-again",
                    };
                }
            }
        }
    }

    private IEnumerable<TableRow> Journey(DateTimeOffset at)
    {
        var who = Who();
        yield return Row(at, "validate", who, Done());
        if (_random.Next(100) < 45)
        {
            var (status, code, category) = _random.Next(6) switch
            {
                0 => ("blocked", "SELF_EXCLUDED", "blocked"),
                1 => ("blocked", "RATE_LIMITED", "rate_limited"),
                _ => ("error", SignupCodes[_random.Next(SignupCodes.Length)], "validation"),
            };
            yield return Row(at.AddSeconds(20), "signup", who, new(status, code, category));
            yield break;
        }

        var client = who with { ClientId = $"client-{_made:x8}" };
        var signup = at.AddSeconds(20);
        yield return Row(signup, "signup", client, Done());
        var open = _random.Next(100) < 85 ? signup.AddMilliseconds(_random.Next(500, 20_000)) : (DateTimeOffset?)null;
        yield return Row(
            signup.AddSeconds(1),
            "verification",
            client,
            Done(),
            Verified("verification_started", "PRE_OPEN")
        );
        if (open is { } opened)
        {
            yield return Row(opened, "verification", client, Done(), Verified("client_status_changed", "OPEN"));
            yield return Row(
                opened.AddMilliseconds(_random.Next(50, 900)),
                "verification",
                client,
                Done(),
                Verified("status_push_received", "OPEN")
            );
        }

        var late = open is null || open > signup.AddSeconds(7);
        yield return Row(
            signup.AddSeconds(7),
            "verification",
            client,
            Done(),
            """verification|{"event":"wait_ended","configured_timeout_ms":7000,"waited_ms":7000,"provider":"greenid"}"""
        );
        yield return Row(
            signup.AddSeconds(8),
            "verification",
            client,
            Done(),
            $$"""verification|{"event":"navigated","onward":"{{(late ? "FAILED_VERIFICATION" : "DEPOSIT")}}","provider":"greenid"}"""
        );
        for (var deposit = open is null ? 0 : _random.Next(3); deposit > 0; deposit--)
        {
            var id = $"deposit-{_made:x8}";
            var began = signup.AddMinutes(5 * deposit);
            var card = _random.Next(3) != 0;
            yield return Row(
                began,
                "deposit",
                client,
                new("pending", card ? "THREE_DS_REQUIRED" : null, card ? "payment" : null),
                Deposit(id, "initiate", card, null)
            );
            if (_random.Next(4) == 0)
            {
                yield return Row(
                    began.AddSeconds(9),
                    "deposit",
                    client,
                    new("error", "PAYMENT_DECLINED", "payment"),
                    Deposit(id, "authorise", card, "do_not_honor")
                );
                continue;
            }

            yield return Row(began.AddSeconds(9), "deposit", client, Done(), Deposit(id, "authorise", card, null));
            yield return Row(began.AddSeconds(10), "deposit", client, Done(), Deposit(id, "capture", card, null));
        }
    }

    private static string Verified(string name, string status) =>
        $$"""verification|{"event":"{{name}}","status_after":"{{status}}","provider":"greenid","source":"backend"}""";

    private string Deposit(string id, string phase, bool card, string? error) =>
        $$"""deposit|{"deposit_id":"{{id}}","phase":"{{phase}}","method":"{{(card ? "card" : "payid")}}","provider":"sandbox","amount":{{_random.Next(5, 500)}}.5,"amount_minor":2050{{(card ? ",\"card_scheme\":\"visa\"" : "")}}{{(error is null ? "" : $",\"provider_error_code\":\"{error}\"")}}}""";

    private Outcome Login() => _random.Next(6) == 0 ? new("error", "WRONG_PASSWORD", "auth") : Done();

    private static Outcome Done() => new("success", null, null);

    private Person Who() =>
        new(
            _random.Next(20) == 0 ? $"fp-{_random.Next(50):x6}" : $"fp-{_random.Next(300_000):x6}",
            $"{_random.Next(1, 220)}.{_random.Next(256)}.{_random.Next(256)}.{_random.Next(1, 255)}",
            Countries[_random.Next(Countries.Length)],
            $"player.{_random.Next(400_000):x}@{(_random.Next(50) == 0 ? "gmul.com" : "gmail.com")}",
            null
        );

    private TableRow Row(DateTimeOffset at, string action, Person who, Outcome outcome, string? record = null)
    {
        var number = _made++;
        var producer = $"producer-{number / 100_000}-{number % 4}";
        var sequence = _sequences[producer] = _sequences.GetValueOrDefault(producer) + 1;
        var typo = who.Email.EndsWith("gmul.com", StringComparison.Ordinal);
        _buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", Rfc3339.Format(at.AddMicroseconds(number % 1000)));
            json.WriteString("attempt_id", $"018f{number:x8}-7000-8000-000000000000");
            json.WriteString("ingested_at", Rfc3339.Format(at.AddMilliseconds(_random.Next(60, 900))));
            json.WriteString("producer", producer);
            json.WriteNumber("sequence", sequence);
            json.WriteString("user_agent", UserAgent);
            json.WriteString("ip", who.Ip);
            json.WriteString("geo", who.Geo);
            json.WriteString("as_country_code", who.Geo);
            json.WriteString("as_number", $"{1000 + who.Ip.GetHashCode(StringComparison.Ordinal) % 500}");
            json.WriteString("as_description", "SOME-NETWORK-OF-A-PROVIDER");
            json.WriteBoolean("as_hosting", number % 11 == 0);
            json.WriteString("domain", Domains[number % 4]);
            json.WriteString("path", action == "signup" ? "/client/Create" : "/" + action);
            json.WriteString("operation", "POST /" + action);
            json.WriteString("action", action);
            json.WriteString("status", outcome.Status);
            json.WriteNumber("http_status", outcome.Code is null ? 200 : 422);
            json.WriteString("fp", who.Fp);
            json.WriteString(
                "referrer",
                number % 3 == 0 ? "https://tips.example/review?offer=p-3" : "https://bet.example/join"
            );
            json.WriteString("email", who.Email);
            json.WriteString("email_domain", typo ? "gmul.com" : "gmail.com");
            json.WriteString("currency", "AUD");
            json.WriteString("request_id", $"8f3c{number:x12}-SYD");
            json.WriteString("trace_id", $"4bf92f3577b34da6{number:x16}");
            json.WriteNumber("duration", (long)(Math.Exp(_random.NextDouble() * 5) * 3_000_000));
            json.WriteString(
                "resp",
                """{"client_id":"client-00000000","auto_login":"removed","client_status":"PRE_OPEN","message":"Some text that an answer carries, as answers do, for about as long as this"}"""
            );
            json.WriteString(
                "additional_data",
                """{"first_name":"Charlotte","last_name":"Nguyen","birth_date":"1990-01-01","bonus_code":"WELCOME50","street":"1 George St","post_code":"2000","rate_limiter":"signup-by-fingerprint"}"""
            );
            if (action == "signup" && number % 3 == 0)
            {
                json.WriteString(
                    "aff_data",
                    $$"""{"aff_id":"a-{{number % 40}}","promo_id":"p-1","click_id":"c-{{number}}"}"""
                );
            }

            if (typo)
            {
                json.WriteString("email_domain_suggestion", "gmail.com");
            }

            if (who.ClientId is not null)
            {
                json.WriteString("client_id", who.ClientId);
            }

            if (outcome.Code is not null)
            {
                json.WriteString("error_code", outcome.Code);
                json.WriteString("error_category", outcome.Category);
                json.WriteString("error_raw", outcome.Code.ToLower(CultureInfo.InvariantCulture));
                if (outcome.Category == "validation")
                {
                    json.WritePropertyName("errors");
                    json.WriteRawValue(
                        $$"""[{"field":"email","code":"{{outcome.Code}}","message":"This email is not right."}]"""
                    );
                }
            }

            if (record is not null)
            {
                var bar = record.IndexOf('|', StringComparison.Ordinal);
                json.WritePropertyName(record[..bar]);
                json.WriteRawValue(record[(bar + 1)..]);
            }

            json.WriteEndObject();
        }

        return new TableRow($"{number}", _buffer.WrittenSpan.ToArray());
    }

    private sealed record Person(string Fp, string Ip, string Geo, string Email, string? ClientId);

    private sealed record Outcome(string Status, string? Code, string? Category);
}
