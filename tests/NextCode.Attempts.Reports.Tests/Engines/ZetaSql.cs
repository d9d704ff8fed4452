using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Reports.Tests.Fixtures;

namespace NextCode.Attempts.Reports.Tests.Engines;

/// <summary>
/// Google's own analyser and reference executor of GoogleSQL. It knows no views, so their texts, BigQuery's, go before the
/// query as WITH; many queries go to one server, because it takes seconds to start.
/// </summary>
internal sealed class ZetaSql
{
    private readonly JsonArray _queries = [];
    private readonly JsonObject _sets = [];
    private readonly HashSet<string> _names = [];

    /// <summary>A query over a fixture's rows.</summary>
    public void Add(string name, string sql, IReadOnlyList<QueryParameter> parameters, Fixture fixture)
    {
        if (!_sets.ContainsKey(fixture.Name))
        {
            _sets[fixture.Name] = new JsonObject { [AttemptsTable.Name] = Rows(fixture.Rows) };
        }

        Add(
            name,
            new JsonObject
            {
                ["sql"] = Inline(sql),
                ["table"] = fixture.Name,
                ["parameters"] = Describe(parameters),
            }
        );
    }

    /// <summary>A statement that is analysed, not executed.</summary>
    public void AddStatement(string name, string sql) =>
        Add(name, new JsonObject { ["sql"] = sql, ["statement"] = true });

    /// <summary>Answers everything that was added, by name.</summary>
    public async Task<IReadOnlyDictionary<string, Answer>> RunAsync()
    {
        NodeTools.Require("@fivetrandevelopers/zetasql");
        var input = new JsonObject
        {
            ["tables"] = new JsonObject
            {
                [AttemptsTable.Name] = new JsonObject { ["columns"] = JsonNode.Parse(AttemptsTable.SchemaJson) },
            },
            ["sets"] = _sets,
            ["queries"] = _queries,
        };
        var (code, output, error) = await NodeTools.RunAsync("zetasql.mjs", input.ToJsonString(), []);
        Assert.That(code, Is.Zero, error);
        return JsonNode
            .Parse(output)!
            .AsObject()
            .ToDictionary(pair => pair.Key, pair => Read(pair.Value!), StringComparer.Ordinal);
    }

    /// <summary>The views, in the order in which they may be read, before the query.</summary>
    internal static string Inline(string sql, Func<string, string>? viewSql = null)
    {
        var text = sql.TrimStart();
        var views = string.Join(
            ",\n",
            AttemptsTable.ViewNames.Select(view =>
                $"{view} AS (\n{Unqualified((viewSql ?? AttemptsTable.ViewSql)(view))}\n)"
            )
        );
        var rest = Unqualified(text);
        return rest.StartsWith("WITH", StringComparison.Ordinal)
            ? $"WITH {views},\n{rest["WITH".Length..]}"
            : $"WITH {views}\n{rest}";
    }

    private static string Unqualified(string sql) =>
        System.Text.RegularExpressions.Regex.Replace(sql, @"\battempts\.(?=[a-z_]+\b)", "");

    private static JsonArray Rows(IReadOnlyList<Row> rows)
    {
        var columns = JsonNode.Parse(AttemptsTable.SchemaJson)!.AsArray();
        return
        [
            .. rows.Select(row => row.ToJson())
                .Select(
                    JsonNode (json) =>
                        new JsonArray([.. columns.Select(column => Value(column!, json[(string)column!["name"]!]))])
                ),
        ];
    }

    private static JsonNode? Value(JsonNode column, JsonNode? value) =>
        (string)column["type"]! switch
        {
            "TIMESTAMP" when value is not null => Micros((string)value!),
            "RECORD" when value is JsonArray or null => value?.DeepClone(),
            "RECORD" => Record(column, value!.AsObject()),
            "NUMERIC" => value?.ToJsonString(),
            _ => value?.DeepClone(),
        };

    private static JsonObject Record(JsonNode column, JsonObject value)
    {
        var record = new JsonObject();
        foreach (var member in column["fields"]!.AsArray())
        {
            record[(string)member!["name"]!] = Value(member, value[(string)member["name"]!]);
        }

        return record;
    }

    private static JsonObject Describe(IReadOnlyList<QueryParameter> parameters)
    {
        var described = new JsonObject();
        foreach (var parameter in parameters)
        {
            described[parameter.Name] = new JsonObject
            {
                ["type"] = parameter.Type,
                ["value"] = parameter.Type == "TIMESTAMP" ? Micros(parameter.Value!) : parameter.Value,
            };
        }

        return described;
    }

    private static string Micros(string rfc3339)
    {
        var time = DateTimeOffset.Parse(rfc3339, CultureInfo.InvariantCulture);
        return $"{(time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}";
    }

    private static Answer Read(JsonNode answer) =>
        (string?)answer["error"] is { } error
            ? new Answer([], [], error)
            : new Answer(
                [.. (answer["columns"]?.AsArray() ?? []).Select(column => (string)column![0]!)],
                [
                    .. (answer["rows"]?.AsArray() ?? []).Select(
                        IReadOnlyList<object?> (row) => [.. row!.AsArray().Select(Cell)]
                    ),
                ]
            );

    private static object? Cell(JsonNode? cell) =>
        cell switch
        {
            null => null,
            JsonObject time => DateTimeOffset.UnixEpoch.AddTicks(
                long.Parse((string)time["micros"]!, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond
            ),
            _ => cell.GetValueKind() switch
            {
                JsonValueKind.String => (string)cell!,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => (double)cell,
            },
        };

    private void Add(string name, JsonObject query)
    {
        Assert.That(_names.Add(name), $"Two queries are called {name}.");
        query["name"] = name;
        _queries.Add(query);
    }
}
