using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NextCode.Attempts.EndToEnd.Tests;

/// <summary>Reads rows back over BigQuery's REST API, as any client would.</summary>
internal sealed class Warehouse(Uri bigQuery) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = bigQuery };

    public string Address => bigQuery.GetLeftPart(UriPartial.Authority);

    public void Dispose() => _client.Dispose();

    /// <summary>Runs a query.</summary>
    /// <returns>The rows; a value is BigQuery's text, or null.</returns>
    public async Task<IReadOnlyList<JsonObject>> QueryAsync(string sql)
    {
        var request = new JsonObject
        {
            ["query"] = sql,
            ["useLegacySql"] = false,
            ["maxResults"] = 10_000,
        };
        using var response = await _client.PostAsJsonAsync("bigquery/v2/projects/local/queries", request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, text);
        var result = JsonNode.Parse(text)!;
        Assert.That(result["jobComplete"]!.GetValue<bool>(), Is.True, text);
        var fields = result["schema"]!["fields"]!.AsArray();
        return [.. result["rows"]?.AsArray().Select(row => Row(fields, row!)) ?? []];
    }

    public async Task<long> CountAsync(string from) =>
        long.Parse((await QueryAsync($"SELECT COUNT(*) AS n FROM {from}"))[0]["n"]!.GetValue<string>());

    /// <summary>Waits for the rows of one browser, and makes sure that there are not more of them.</summary>
    public async Task<IReadOnlyList<JsonObject>> RowsOfAsync(string userAgent, int count)
    {
        var rows = await Eventually.GetAsync(
            () => QueryAsync($"SELECT * FROM attempts.attempts WHERE user_agent = '{userAgent}' ORDER BY timestamp"),
            rows => rows.Count >= count,
            $"{count} rows of {userAgent}"
        );
        Assert.That(rows, Has.Count.EqualTo(count), JsonSerializer.Serialize(rows));
        return rows;
    }

    /// <summary>Waits for the one row of one browser.</summary>
    public async Task<JsonObject> RowOfAsync(string userAgent) => (await RowsOfAsync(userAgent, 1))[0];

    private static JsonObject Row(JsonArray fields, JsonNode row) =>
        new(
            fields.Zip(
                row["f"]!.AsArray(),
                (field, cell) => KeyValuePair.Create(field!["name"]!.GetValue<string>(), Value(field, cell!["v"]))
            )
        );

    private static JsonNode? Value(JsonNode field, JsonNode? value)
    {
        if (value is null)
        {
            return null;
        }

        var isRecord = field["type"]!.GetValue<string>() is "RECORD" or "STRUCT";
        var isRepeated = field["mode"]?.GetValue<string>() == "REPEATED";
        if (isRepeated)
        {
            return new JsonArray([
                .. value
                    .AsArray()
                    .Select(item => isRecord ? Row(field["fields"]!.AsArray(), item!["v"]!) : item!["v"]?.DeepClone()),
            ]);
        }

        return isRecord ? Row(field["fields"]!.AsArray(), value) : value.DeepClone();
    }
}
