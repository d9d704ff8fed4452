namespace NextCode.Attempts.Reports.Tests.Fixtures;

/// <summary>Made-up players around a month's edge, the same for the same seed: what nobody thought of writing by hand.</summary>
internal sealed class Stories
{
    private static readonly string[] Codes =
    [
        "EMAIL_TAKEN",
        "PASSWORD_WEAK",
        "USER_EXISTS",
        "UNKNOWN",
        "UPSTREAM_TIMEOUT",
        "INTERNAL_ERROR",
    ];
    private static readonly string?[] Countries = ["DE", "FR", "JP", "AU", "AU", "NZ", "XX", null, "T1"];
    private static readonly string?[] Domains = ["bet.example", "bet-au.example", "m.bet.example", null];
    private static readonly string?[] Referrers = [null, "https://bet.example/join", "https://Tips.example/x?y=1"];

    private readonly Random _random;
    private readonly List<Row> _rows = [];
    private readonly Dictionary<string, long> _sequences = [];
    private int _number;

    private Stories(int seed) => _random = new Random(seed);

    public static IReadOnlyList<Row> Rows(int seed, int players)
    {
        var stories = new Stories(seed);
        for (var i = 0; i < players; i++)
        {
            stories.Player();
        }

        return stories._rows;
    }

    private void Player()
    {
        // Some before the period, some after it.
        var at = Fixture.MonthEdge.From.AddHours(-4).AddMilliseconds(_random.NextInt64(60L * 3_600_000));
        var who = Somebody(at);
        if (_random.Next(3) != 0)
        {
            at = Add(who with { Action = "validate", AttemptId = "" }, at, Outcome(5));
        }

        if (_random.Next(4) == 0)
        {
            Login(who, at.AddMinutes(_random.Next(90)));
            return;
        }

        var tries = 1 + (_random.Next(3) == 0 ? _random.Next(6) : 0);
        for (var i = 0; i < tries; i++)
        {
            var outcome = Outcome(2);
            var signup = who with
            {
                Action = "signup",
                ClientId = outcome.Status == "success" ? $"c-{_number}" : null,
                Errors =
                    outcome.Code == "PASSWORD_WEAK"
                        ? [new("password", "PASSWORD_WEAK", null), new("email", "EMAIL_TAKEN", null)]
                        : null,
                AffData = _random.Next(2) == 0 ? $$"""{"aff_id":"a-{{_random.Next(4)}}","click_id":"x"}""" : null,
                AdditionalData =
                    _random.Next(2) == 0 ? $$"""{"bonus_code":"B{{_random.Next(2)}}","first_name":"A"}""" : null,
            };
            at = Add(signup, at, outcome);
            if (signup.ClientId is { } client)
            {
                Verify(who, client, at);
                Deposit(who, client, at.AddSeconds(_random.Next(4_000)));
                break;
            }
        }

        if (_random.Next(3) == 0)
        {
            Login(who, at.AddMinutes(_random.Next(300)));
        }
    }

    private Row Somebody(DateTimeOffset at)
    {
        var known = _random.Next(4) != 0;
        var country = One(Countries);
        var domain = _random.Next(6) == 0 ? "gmul.com" : "gmail.com";
        var email = $"p{_random.Next(60)}@{domain}";
        return new Row
        {
            AttemptId = "",
            Timestamp = at,
            Geo = country,
            Ip =
                _random.Next(3) == 0
                    ? $"2001:db8:{_random.Next(3)}::{_random.Next(1, 40):x}"
                    : $"198.51.{_random.Next(3)}.{_random.Next(1, 30)}",
            Fp = known ? $"fp-{_random.Next(90)}" : null,
            Domain = One(Domains),
            Referrer = One(Referrers),
            Email = email,
            EmailDomain = domain,
            EmailDomainSuggestion = domain == "gmul.com" ? "gmail.com" : null,
            UserAgent = _random.Next(5) == 0 ? null : "agent",
            AsNumber = _random.Next(4) == 0 ? null : $"{_random.Next(1, 4)}",
            AsHosting = _random.Next(4) switch
            {
                0 => null,
                1 => true,
                _ => false,
            },
            Currency = "AUD",
            Brand = _random.Next(2) == 0 ? "one" : null,
        };
    }

    private void Login(Row who, DateTimeOffset at) => Add(who with { Action = "login" }, at, Outcome(3));

    private void Verify(Row who, string client, DateTimeOffset at)
    {
        var told = who with
        {
            Action = "verification",
            ClientId = client,
            Fp = null,
            Email = null,
            EmailDomain = null,
            EmailDomainSuggestion = null,
        };
        var timeout = _random.Next(3) == 0 ? (long?)null : 7_000;
        var open = _random.Next(5) == 0 ? (long?)null : _random.NextInt64(_random.Next(3) == 0 ? 5_000_000 : 15_000);
        var seen = open + _random.NextInt64(3_000);
        Say(told, at, new() { Event = "verification_started", StatusAfter = "PRE_OPEN" });
        if (open is { } opened)
        {
            Say(told, at.AddMilliseconds(opened), new() { Event = "client_status_changed", StatusAfter = "OPEN" });
        }

        if (seen is { } heard && _random.Next(8) != 0)
        {
            Say(told, at.AddMilliseconds(heard), new() { Event = "status_push_received", StatusAfter = "OPEN" });
        }

        var waited = Math.Min(seen ?? 7_000, 7_000);
        Say(
            told,
            at.AddMilliseconds(waited),
            new()
            {
                Event = "wait_ended",
                WaitedMs = waited,
                ConfiguredTimeoutMs = timeout,
            }
        );
        Say(
            told,
            at.AddMilliseconds(waited + 50),
            new() { Event = "navigated", Onward = waited < 7_000 ? "DEPOSIT" : "FAILED_VERIFICATION" }
        );
    }

    private void Say(Row told, DateTimeOffset at, VerificationDetails details) =>
        Add(told with { Verification = details }, at, ("success", null, null));

    private void Deposit(Row who, string client, DateTimeOffset at)
    {
        for (var i = _random.Next(4); i > 0; i--)
        {
            var card = _random.Next(3) != 0;
            var details = new DepositDetails
            {
                DepositId = $"d-{_number}",
                Phase = "initiate",
                Method = card ? "card" : "payid",
                CardScheme = card ? One("visa", "mastercard") : null,
                Provider = "sandbox",
                Amount = _random.Next(1, 500) + (_random.Next(100) / 100m),
                LimitType = _random.Next(3) == 0 ? "customer_gross" : null,
                LimitRemaining = _random.Next(3) == 0 ? _random.Next(100) : null,
            };
            var step = who with { Action = "deposit", ClientId = client };
            if (_random.Next(6) == 0)
            {
                at = Add(step with { Deposit = details }, at, ("blocked", "DEPOSIT_LIMIT_EXCEEDED", "blocked"));
                continue;
            }

            at = Add(
                step with
                {
                    Deposit = details,
                },
                at,
                ("pending", card ? "THREE_DS_REQUIRED" : null, card ? "payment" : null)
            );
            if (card)
            {
                var result = One("Y", "Y", "N");
                at = Add(
                    step with
                    {
                        Deposit = details with { Phase = "authenticate_3ds", ThreeDsResult = result },
                    },
                    at,
                    result == "N" ? ("error", "THREE_DS_FAILED", "payment") : ("success", null, null)
                );
                if (result == "N")
                {
                    continue;
                }
            }

            if (_random.Next(3) == 0)
            {
                at = Add(
                    step with
                    {
                        Deposit = details with
                        {
                            Phase = "authorise",
                            ProviderErrorCode = One("do_not_honor", "expired_card"),
                        },
                    },
                    at,
                    ("error", "PAYMENT_DECLINED", "payment")
                );
                continue;
            }

            at = Add(step with { Deposit = details with { Phase = "capture" } }, at, ("success", null, null));
            at = at.AddMinutes(_random.Next(130));
        }
    }

    private (string Status, string? Code, string? Category) Outcome(int successIn) =>
        _random.Next(successIn) != 0
            ? ("success", null, null)
            : _random.Next(5) switch
            {
                0 => ("blocked", "RATE_LIMITED", "rate_limited"),
                1 => ("blocked", "SELF_EXCLUDED", "blocked"),
                _ => ("error", One(Codes), "validation"),
            };

    /// <summary>Adds the row, now and then twice, now and then not at all; answers when the player goes on.</summary>
    private DateTimeOffset Add(Row row, DateTimeOffset at, (string Status, string? Code, string? Category) outcome)
    {
        _number++;
        var producer = $"p-{_random.Next(3)}";
        var sequence = _sequences[producer] = _sequences.GetValueOrDefault(producer) + 1;
        var limited = outcome.Code == "RATE_LIMITED" && _random.Next(2) == 0;
        var written = row with
        {
            AttemptId = $"s-{_number:00000}",
            Timestamp = at.AddMicroseconds(_random.Next(1000)),
            IngestedAt = _random.Next(30) == 0 ? null : at.AddMilliseconds(_random.Next(50, 3_000)),
            Duration = _random.Next(40) == 0 ? null : _random.NextInt64(1_000_000, 60_000_000),
            Producer = producer,
            Sequence = sequence,
            Status = outcome.Status,
            ErrorCode = outcome.Code,
            ErrorCategory = outcome.Category,
            ErrorRaw = outcome.Code == "UNKNOWN" ? $"err_{_random.Next(3)}" : null,
            HttpStatus = outcome.Status == "success" ? 200 : 400,
            AdditionalData = limited ? """{"rate_limiter":"by-fingerprint"}""" : row.AdditionalData,
        };
        var copies = _random.Next(25) switch
        {
            0 => 0,
            1 or 2 => 2,
            _ => 1,
        };
        for (var i = 0; i < copies; i++)
        {
            _rows.Add(i == 0 ? written : written with { IngestedAt = (written.IngestedAt ?? at).AddSeconds(5 + i) });
        }

        return at.AddMilliseconds(_random.Next(200, 90_000));
    }

    private T One<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];
}
