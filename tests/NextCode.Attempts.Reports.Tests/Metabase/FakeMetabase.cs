using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.Reports.Tests.Metabase;

/// <summary>
/// A Metabase in memory, with the habits that bite: entity_ids must be unique, a card that is archived or changes its display
/// loses its alerts, a dashboard's PUT deletes the cards it does not name, secrets read back as asterisks. Keeps every write.
/// </summary>
internal sealed class FakeMetabase : HttpMessageHandler
{
    public const int Account = 7;
    public const string ApiKey = "mb_secret_key";

    private readonly List<JsonObject> _databases = [];
    private readonly List<JsonObject> _collections = [];
    private readonly List<JsonObject> _cards = [];
    private readonly List<JsonObject> _dashboards = [];
    private readonly List<JsonObject> _notifications = [];
    private int _next = 100;
    private int _requests;

    public string Version { get; init; } = "v0.58.3";

    /// <summary>Metabase 63 and later answer template-tags as a list.</summary>
    public bool TagsAsList { get; init; }

    public bool MailConfigured { get; set; } = true;

    /// <summary>The number of the request whose connection breaks; before it is done, or after.</summary>
    public (int Number, bool Done)? Break { get; set; }

    /// <summary>POST and PUT as method, path and body.</summary>
    public List<(string Method, string Path, JsonObject Body)> Writes { get; } = [];

    public int Requests => _requests;

    public IReadOnlyList<JsonObject> Cards => _cards;

    public IReadOnlyList<JsonObject> Dashboards => _dashboards;

    public IReadOnlyList<JsonObject> Notifications => _notifications;

    public IReadOnlyList<JsonObject> Collections => _collections;

    public IReadOnlyList<JsonObject> Databases => _databases;

    /// <summary>Everything it holds but what differs from run to run, for comparing.</summary>
    public string State =>
        new JsonObject
        {
            ["databases"] = Copy(_databases),
            ["collections"] = Copy(_collections),
            ["cards"] = Copy(_cards),
            ["dashboards"] = Copy(_dashboards),
            ["notifications"] = Copy(_notifications),
        }.ToJsonString();

    /// <summary>Answers a request that came over HTTP.</summary>
    public (HttpStatusCode Status, JsonNode? Body) Answer(
        string method,
        string path,
        string query,
        JsonObject? body,
        string? apiKey
    )
    {
        if (apiKey != ApiKey)
        {
            return (HttpStatusCode.Unauthorized, JsonValue.Create("Unauthenticated"));
        }

        if (method is not "GET")
        {
            Writes.Add((method, path, body!.DeepClone().AsObject()));
        }

        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        return (method, parts) switch
        {
            ("GET", ["session", "properties"]) => Ok(
                new JsonObject
                {
                    ["version"] = new JsonObject { ["tag"] = Version },
                    ["email-configured?"] = MailConfigured,
                    ["slack-token-valid?"] = false,
                }
            ),
            ("GET", ["user", "current"]) => Ok(
                new JsonObject
                {
                    ["id"] = Account,
                    ["email"] = "api@example.com",
                    ["common_name"] = "api",
                    ["first_name"] = "a",
                    ["last_name"] = "b",
                    ["is_superuser"] = true,
                    ["is_active"] = true,
                }
            ),
            ("GET", ["database"]) => Ok(new JsonObject { ["data"] = Copy(_databases), ["total"] = _databases.Count }),
            ("POST", ["database"]) => Ok(AddDatabase(body!)),
            ("POST", ["database", _, "sync_schema"]) => Ok(new JsonObject { ["status"] = "ok" }),
            ("GET", ["collection"]) => Ok(Copy(_collections.Where(one => !Archived(one)))),
            ("POST", ["collection"]) => Ok(AddCollection(body!)),
            ("PUT", ["collection", var id]) => Ok(Update(_collections, id, Located(body!))),
            ("GET", ["collection", var id, "items"]) => Ok(Items(id)),
            ("GET", ["collection", var id]) => Found(_collections, id),
            ("GET", ["card", var id]) => Found(_cards, id),
            ("POST", ["card"]) => AddCard(body!),
            ("PUT", ["card", var id]) => Ok(UpdateCard(id, body!)),
            ("GET", ["notification"]) => Ok(
                Copy(
                    _notifications.Where(one =>
                        query.Contains($"card_id={one["payload"]!["card_id"]}", StringComparison.Ordinal)
                    )
                )
            ),
            ("GET", ["notification", var id]) => Found(_notifications, id),
            ("POST", ["notification"]) => Ok(AddNotification(body!)),
            ("PUT", ["notification", var id]) => Ok(Update(_notifications, id, body!)),
            ("GET", ["dashboard"]) => Ok(Copy(_dashboards.Where(one => !Archived(one)))),
            ("POST", ["dashboard"]) => Ok(AddDashboard(body!)),
            ("GET", ["dashboard", var id]) => Found(_dashboards, id),
            ("PUT", ["dashboard", var id]) => Ok(UpdateDashboard(id, body!)),
            _ => (HttpStatusCode.NotFound, JsonValue.Create("API endpoint does not exist.")),
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var number = ++_requests;
        if (Break is { Done: false } lost && lost.Number == number)
        {
            throw new HttpRequestException("The connection broke.");
        }

        var text = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        var uri = request.RequestUri!;
        var (status, body) = Answer(
            request.Method.Method,
            uri.AbsolutePath,
            uri.Query,
            text is null ? null : JsonNode.Parse(text)!.AsObject(),
            request.Headers.TryGetValues("x-api-key", out var keys) ? keys.Single() : null
        );
        return Break is { Done: true } unheard && unheard.Number == number
            ? throw new HttpRequestException("The connection broke.")
            : new HttpResponseMessage(status)
            {
                Content = new StringContent(body?.ToJsonString() ?? "", Encoding.UTF8, "application/json"),
            };
    }

    private static (HttpStatusCode, JsonNode?) Ok(JsonNode node) => (HttpStatusCode.OK, node);

    private static JsonArray Copy(IEnumerable<JsonNode> nodes) => [.. nodes.Select(node => node.DeepClone())];

    private static bool Archived(JsonObject one) => one["archived"]?.GetValue<bool>() == true;

    private static (HttpStatusCode, JsonNode?) Found(List<JsonObject> all, string id) =>
        all.Find(one => $"{one["id"]}" == id || (string?)one["entity_id"] == id) is { } found
            ? Ok(found.DeepClone())
            : (HttpStatusCode.NotFound, JsonValue.Create("Not found."));

    private static JsonObject Update(List<JsonObject> all, string id, JsonObject body)
    {
        var found = all.Single(one => $"{one["id"]}" == id);
        foreach (var (name, value) in body)
        {
            found[name] = value?.DeepClone();
        }

        return found.DeepClone().AsObject();
    }

    private JsonObject Add(List<JsonObject> all, JsonObject body, JsonObject defaults)
    {
        var added = defaults;
        foreach (var (name, value) in body)
        {
            added[name] = value?.DeepClone();
        }

        added["id"] = _next++;
        all.Add(added);
        return added.DeepClone().AsObject();
    }

    private JsonObject AddDatabase(JsonObject body)
    {
        var added = Add(
            _databases,
            body,
            new JsonObject
            {
                ["is_saved_questions"] = false,
                ["initial_sync_status"] = "complete",
                ["tables"] = new JsonArray(),
            }
        );
        if (_databases[^1]["details"]!["service-account-json"] is not null)
        {
            _databases[^1]["details"]!["service-account-json"] = "**MetabasePass**";
        }

        return added;
    }

    private JsonObject AddCollection(JsonObject body) =>
        Add(
            _collections,
            Located(body),
            new JsonObject
            {
                ["archived"] = false,
                ["entity_id"] = $"collection-entity-{_next:000}",
                ["slug"] = "x",
                ["can_write"] = true,
            }
        );

    private JsonObject Located(JsonObject body)
    {
        var located = body.DeepClone().AsObject();
        if (located.TryGetPropertyValue("parent_id", out var parent))
        {
            located["location"] = parent is null
                ? "/"
                : $"{_collections.Single(one => $"{one["id"]}" == $"{parent}")["location"]}{parent}/";
        }

        return located;
    }

    private JsonObject Items(string collection)
    {
        var items = new JsonArray();
        foreach (var (model, all) in new[] { ("card", _cards), ("dashboard", _dashboards) })
        {
            foreach (var one in all.Where(one => $"{one["collection_id"]}" == collection && !Archived(one)))
            {
                items.Add(
                    new JsonObject
                    {
                        ["id"] = (long)one["id"]!,
                        ["name"] = (string)one["name"]!,
                        ["model"] = model,
                        ["description"] = (string?)one["description"],
                        ["entity_id"] = (string?)one["entity_id"],
                    }
                );
            }
        }

        return new JsonObject { ["data"] = items, ["total"] = items.Count };
    }

    private (HttpStatusCode, JsonNode?) AddCard(JsonObject body)
    {
        if (_cards.Exists(card => (string?)card["entity_id"] is { } taken && taken == (string?)body["entity_id"]))
        {
            return (HttpStatusCode.BadRequest, JsonValue.Create("entity_id is taken"));
        }

        Add(
            _cards,
            body,
            new JsonObject
            {
                ["archived"] = false,
                ["creator_id"] = Account,
                ["query_type"] = "native",
                ["table_id"] = null,
                ["type"] = "question",
                ["entity_id"] = null,
            }
        );
        var added = _cards[^1];
        added["database_id"] = added["dataset_query"]!["database"]!.DeepClone();
        Stamp(added);
        return Ok(added.DeepClone());
    }

    /// <summary>What Metabase adds to a query by itself.</summary>
    private void Stamp(JsonObject card)
    {
        var stage = card["dataset_query"]!["stages"]![0]!.AsObject();
        stage["lib/uuid"] = "00000000-0000-8000-8000-000000000000";
        if (TagsAsList && stage["template-tags"] is JsonObject tags)
        {
            stage["template-tags"] = new JsonArray([.. tags.Select(tag => tag.Value!.DeepClone())]);
        }
    }

    private JsonObject UpdateCard(string id, JsonObject body)
    {
        var before = _cards.Single(card => $"{card["id"]}" == id);
        var loses =
            body["archived"]?.GetValue<bool>() == true
            || (body["display"] is { } display && (string?)display != (string?)before["display"]);
        var updated = Update(_cards, id, body);
        if (body["dataset_query"] is not null)
        {
            Stamp(before);
        }

        if (loses)
        {
            _notifications.RemoveAll(one => $"{one["payload"]!["card_id"]}" == id);
        }

        return updated;
    }

    private JsonObject AddNotification(JsonObject body)
    {
        var added = Add(
            _notifications,
            body,
            new JsonObject
            {
                ["active"] = true,
                ["payload_id"] = _next,
                ["creator_id"] = Account,
                ["created_at"] = "2026-01-01T00:00:00Z",
                ["updated_at"] = "2026-01-01T00:00:00Z",
            }
        );
        return added;
    }

    private JsonObject AddDashboard(JsonObject body) =>
        Add(
            _dashboards,
            body,
            new JsonObject
            {
                ["archived"] = false,
                ["creator_id"] = Account,
                ["entity_id"] = $"dashboard-entity-{_next:0000}",
                ["width"] = "fixed",
                ["auto_apply_filters"] = true,
                ["enable_embedding"] = false,
                ["public_uuid"] = null,
                ["cache_ttl"] = null,
                ["parameters"] = new JsonArray(),
                ["dashcards"] = new JsonArray(),
                ["tabs"] = new JsonArray(),
            }
        );

    private JsonObject UpdateDashboard(string id, JsonObject body)
    {
        var copy = body.DeepClone().AsObject();
        foreach (var card in copy["dashcards"]?.AsArray() ?? [])
        {
            card!["dashboard_id"] = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
            card["dashboard_tab_id"] ??= null;
            card["entity_id"] ??= null;
            card["inline_parameters"] ??= new JsonArray();
            if ((long)card["id"]! < 0)
            {
                card["id"] = _next++;
            }
        }

        return Update(_dashboards, id, copy);
    }
}
