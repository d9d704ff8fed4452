using System.Text.Json.Nodes;

namespace NextCode.Attempts.Local.Traffic;

/// <summary>
/// What a day at a betting operator looks like: mostly logins, many signups of which a good part fail in all the ways
/// they can, checks while typing, verification after a signup, and deposits step by step.
/// </summary>
internal sealed class TrafficMix
{
    private const int MaxPlayers = 5_000;
    private const int MaxFollowUps = 2_000;

    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly TimeProvider _time;
    private readonly List<Player> _players = [];
    private readonly Queue<TrafficRequest> _followUps = new();
    private readonly (int Weight, Func<TrafficRequest> Make)[] _kinds;

    public TrafficMix(Random random, TimeProvider time)
    {
        _random = random;
        _time = time;
        _kinds = [(28, Signup), (40, Login), (10, Validate), (6, RestorePassword), (16, Deposit)];
    }

    public TrafficRequest Next()
    {
        lock (_gate)
        {
            if (_followUps.Count > 0 && _random.Next(2) == 0)
            {
                return _followUps.Dequeue();
            }

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

    // At the bound a random other player is forgotten.
    private void SignedUp(Player player, Visitor visitor, JsonNode answer)
    {
        lock (_gate)
        {
            var clientId = answer["client_id"]!.GetValue<string>();
            var known = player with { ClientId = clientId };
            if (_players.Count < MaxPlayers)
            {
                _players.Add(known);
            }
            else
            {
                _players[_random.Next(MaxPlayers)] = known;
            }

            foreach (var told in Verifications.Of(clientId, _random))
            {
                FollowUp(TrafficRequest.Rest("/verification", told, visitor));
            }
        }
    }

    private void DepositAnswered(Visitor visitor, JsonNode answer)
    {
        lock (_gate)
        {
            if (answer["next"]?.GetValue<string>() is not { } next || _random.Next(12) == 0)
            {
                // Done, or the player went away in the middle.
                return;
            }

            var body = new JsonObject { ["deposit_id"] = answer["deposit_id"]!.DeepClone(), ["phase"] = next };
            if (next == "authenticate_3ds")
            {
                body["three_ds_result"] = One("Y", "Y", "Y", "Y", "Y", "A", "C", "N", "U");
            }

            FollowUp(
                TrafficRequest.Rest("/deposit", body, visitor) with
                {
                    Learn = stepAnswer => DepositAnswered(visitor, stepAnswer),
                }
            );
        }
    }

    // What does not fit any more does not happen: it is only traffic.
    private void FollowUp(TrafficRequest request)
    {
        if (_followUps.Count < MaxFollowUps)
        {
            _followUps.Enqueue(request);
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
            7 => player with { LastName = One("Boom", "Timeout", "Timeout", "Unavailable", "Unavailable", "Mystery") },
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

        var visitor = Visitor();
        var signup =
            _random.Next(3) == 0
                ? TrafficRequest.GraphQl("signup", "clientId clientStatus", body, visitor)
                : TrafficRequest.Rest("/client/Create", body, visitor) with
                {
                    Learn = answer => SignedUp(player, visitor, answer),
                };
        if (_random.Next(3) == 0)
        {
            return signup;
        }

        // The form checks the email while it is typed; whoever is told something is wrong may still send it.
        FollowUp(signup);
        return TrafficRequest.Rest(
            "/validate",
            new JsonObject { ["field"] = "email", ["value"] = player.Email },
            visitor
        );
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
            ["method"] = card ? "card" : One("payid", "payid", "bank_transfer", "crypto"),
        };
        if (card)
        {
            body["card_number"] = One("4111111111111111", "5555555555554444");
            body["card_expiry"] = "12/31";
            body["card_cvv"] = "123";
            body["card_funding"] = One("debit", "debit", "debit", "prepaid", "credit");
        }

        var visitor = Visitor();
        return _random.Next(4) == 0
            ? TrafficRequest.GraphQl("deposit", "depositId result", body, visitor)
            : TrafficRequest.Rest("/deposit", body, visitor) with
            {
                Learn = answer => DepositAnswered(visitor, answer),
            };
    }

    private TrafficRequest Either(string path, string mutation, string result, JsonObject body) =>
        _random.Next(3) == 0
            ? TrafficRequest.GraphQl(mutation, result, body, Visitor())
            : TrafficRequest.Rest(path, body, Visitor());

    // One in twenty comes from a machine that makes accounts.
    private Visitor Visitor() => _random.Next(20) == 0 ? Traffic.Visitor.Farm : Traffic.Visitor.Next(_random);

    private Player? Known() => _players.Count == 0 ? null : _players[_random.Next(_players.Count)];

    private T One<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];
}
