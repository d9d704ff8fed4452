using System.Text.Json.Nodes;

namespace NextCode.Attempts.Local.Traffic;

/// <summary>
/// What a day at a betting operator looks like: mostly logins, many signups of which a good part fail in all the ways
/// they can, checks while typing, deposits step by step, and verification.
/// </summary>
internal sealed class TrafficMix
{
    private const int MaxPlayers = 5_000;

    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly TimeProvider _time;
    private readonly List<Player> _players = [];
    private readonly (int Weight, Func<TrafficRequest> Make)[] _kinds;

    public TrafficMix(Random random, TimeProvider time)
    {
        _random = random;
        _time = time;
        _kinds = [(30, Signup), (30, Login), (8, Validate), (6, RestorePassword), (14, Deposit), (12, Verification)];
    }

    public TrafficRequest Next()
    {
        lock (_gate)
        {
            var at = _random.Next(_kinds.Sum(kind => kind.Weight));
            foreach (var (weight, make) in _kinds)
            {
                if (at < weight)
                {
                    return make();
                }

                at -= weight;
            }

            throw new InvalidOperationException("The weights do not add up.");
        }
    }

    /// <summary>Remembers somebody who has an account; at the bound a random other one is forgotten.</summary>
    public void Remember(Player player)
    {
        lock (_gate)
        {
            if (_players.Count < MaxPlayers)
            {
                _players.Add(player);
            }
            else
            {
                _players[_random.Next(MaxPlayers)] = player;
            }
        }
    }

    private TrafficRequest Signup()
    {
        var player = Player.Next(_random, _time.GetUtcNow());
        player = _random.Next(20) switch
        {
            0 => player with { LastName = "Betstop" },
            1 => player with { LastName = "Excluded" },
            2 => player with { Email = Known()?.Email ?? player.Email },
            3 when Known() is { } known => player with
            {
                FirstName = known.FirstName,
                LastName = known.LastName,
                BirthDate = known.BirthDate,
            },
            4 => player with { Email = player.Email.Replace('@', ' ') },
            5 => player with { Password = "short", Phone = "0412 345 678" },
            6 => player with { BirthDate = "2015-06-01" },
            7 => player with { LastName = One("Boom", "Timeout", "Unavailable", "Mystery") },
            _ => player,
        };
        var body = new JsonObject
        {
            ["first_name"] = player.FirstName,
            ["last_name"] = player.LastName,
            ["birth_date"] = player.BirthDate,
            ["email"] = player.Email,
            ["phone_number"] = player.Phone,
            ["password"] = player.Password,
            ["country"] = player.Country,
            ["currency_code"] = player.Currency,
            ["bonus_code"] = One("WELCOME50", null, null),
            ["deposit_limit"] = One<int?>(null, 100, 500),
        };
        if (body["deposit_limit"] is not null)
        {
            body[One("deposit_limit_period", "depositlimit_period")] = One("DAYS_1", "DAYS_7", "DAYS_30");
        }

        if (_random.Next(3) == 0)
        {
            body["affiliate_data"] = new JsonObject
            {
                ["aff_id"] = $"a-{_random.Next(40)}",
                ["promo_id"] = $"p-{_random.Next(9)}",
                ["click_id"] = $"c-{_random.Next(100_000)}",
            };
        }

        return _random.Next(3) == 0
            ? TrafficRequest.GraphQl("signup", "clientId clientStatus", body, Visitor())
            : TrafficRequest.Rest("/client/Create", body, Visitor()) with
            {
                Player = player,
            };
    }

    private TrafficRequest Login()
    {
        var player = _random.Next(8) == 0 ? null : Known();
        var body = new JsonObject
        {
            ["email"] = player?.Email ?? "nobody@example.com",
            ["password"] = _random.Next(6) == 0 || player is null ? "not the password" : player.Password,
        };
        return Either("/login", "login", "clientId", body);
    }

    private TrafficRequest RestorePassword() =>
        Either(
            "/restore-password",
            "restorePassword",
            "message",
            new JsonObject
            {
                ["email"] = _random.Next(3) == 0 ? "nobody@example.com" : Known()?.Email ?? "not an email",
            }
        );

    private TrafficRequest Validate()
    {
        var (field, value) = One<(string, string?)>(
            ("email", Known()?.Email),
            ("email", "somebody.new@gmul.com"),
            ("email", "not an email"),
            ("phone_number", "0412"),
            ("username", "a"),
            ("password", "short"),
            ("bonus_code", "EXPIRED10")
        );
        return Either("/validate", "validate", "valid", new JsonObject { ["field"] = field, ["value"] = value });
    }

    private TrafficRequest Deposit()
    {
        var player = Known();
        // The cents are the issuer's response code.
        var amount = One(20, 50, 100, 250) + One(0m, 0m, 0m, 0.05m, 0.51m, 0.54m, 0.57m, 0.91m);
        var card = _random.Next(3) != 0;
        var body = new JsonObject
        {
            ["client_id"] = player?.ClientId,
            ["amount"] = amount,
            ["currency"] = player?.Currency ?? "AUD",
            ["method"] = card ? "card" : One("payid", "bank_transfer", "crypto"),
        };
        if (card)
        {
            body["card_number"] = One("4111111111111111", "5555555555554444");
            body["card_expiry"] = "12/31";
            body["card_cvv"] = "123";
            body["card_funding"] = One("debit", "debit", "credit");
        }

        return Either("/deposit", "deposit", "depositId result", body);
    }

    private TrafficRequest Verification()
    {
        var player = Known();
        var body = new JsonObject { ["client_id"] = player?.ClientId, ["provider"] = "greenid" };
        switch (_random.Next(6))
        {
            case 0:
                body["event"] = "verification_started";
                body["source"] = "backend";
                break;
            case 1:
                body["event"] = "verification_result";
                body["source"] = "backend";
                body["verification_approved"] = _random.Next(5) != 0;
                break;
            case 2:
                body["event"] = "client_status_changed";
                body["source"] = "backend";
                body["status_before"] = "PRE_OPEN";
                body["status_after"] = "OPEN";
                break;
            case 3:
                body["event"] = "status_push_received";
                body["source"] = "websocket";
                body["status_after"] = "OPEN";
                break;
            case 4:
                body["event"] = "wait_ended";
                body["configured_timeout_ms"] = 7_000;
                body["waited_ms"] = _random.Next(500, 7_001);
                body["wait_end_reason"] = One("status_open", "status_open", "timeout", "app_closed");
                break;
            default:
                body["event"] = "navigated";
                body["onward"] = One("SURROGATE_OFFERS", "DEPOSIT", "HOME", "FAILED_VERIFICATION");
                break;
        }

        return TrafficRequest.Rest("/verification", body, Visitor());
    }

    private TrafficRequest Either(string path, string mutation, string result, JsonObject body) =>
        _random.Next(3) == 0
            ? TrafficRequest.GraphQl(mutation, result, body, Visitor())
            : TrafficRequest.Rest(path, body, Visitor());

    private Visitor Visitor() => Traffic.Visitor.Next(_random);

    private Player? Known() => _players.Count == 0 ? null : _players[_random.Next(_players.Count)];

    private T One<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];
}
