using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using NextCode.Attempts.Local.BigQuery;

namespace NextCode.Attempts.Local.Tests.BigQuery;

/// <summary>A BigQuery stand-in on a free port, and what a test says to it over HTTP. Names are of project <c>local</c>.</summary>
internal sealed class RunningBigQuery : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private RunningBigQuery(WebApplication app)
    {
        _app = app;
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public Uri Address => _http.BaseAddress!;

    public static async Task<RunningBigQuery> StartAsync(
        TemporaryDirectory directory,
        TimeProvider? time = null,
        Func<BigQueryStandInOptions, BigQueryStandInOptions>? configure = null
    )
    {
        var options = new BigQueryStandInOptions
        {
            Listen = new IPEndPoint(IPAddress.Loopback, 0),
            DataDirectory = directory.Path,
            Time = time ?? TimeProvider.System,
        };
        var app = BigQueryStandIn.Create(configure?.Invoke(options) ?? options);
        await app.StartAsync();
        return new RunningBigQuery(app);
    }

    /// <summary>Sends a request to a path below the project and returns the answer, whatever its status.</summary>
    public Task<Reply> SendAsync(HttpMethod method, string path, string? body = null) =>
        SendAsync(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"));

    public async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, "bigquery/v2/projects/local/" + path) { Content = content };
        using var response = await _http.SendAsync(request);
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public Task<Reply> PatchAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task CreateDatasetAsync(string id = "ds") =>
        (await PostAsync("datasets", $$$$"""{"datasetReference":{"datasetId":"{{{{id}}}}"}}""")).RequireOk();

    /// <summary>Creates a table of dataset <c>ds</c>; <paramref name="settings"/> are further members of its JSON.</summary>
    public async Task CreateTableAsync(string id, string fields, string settings = "")
    {
        var more = settings.Length == 0 ? "" : "," + settings;
        var body = $$"""{"tableReference":{"tableId":"{{id}}"},"schema":{"fields":[{{fields}}]}{{more}}}""";
        (await PostAsync("datasets/ds/tables", body)).RequireOk();
    }

    public Task<Reply> CreateViewAsync(string id, string query) =>
        PostAsync(
            "datasets/ds/tables",
            $$$$"""{"tableReference":{"tableId":"{{{{id}}}}"},"view":{"query":{{{{JsonSerializer.Serialize(query)}}}},"useLegacySql":false}}"""
        );

    /// <summary>Streams rows without insert ids into a table of dataset <c>ds</c>.</summary>
    public Task<Reply> InsertAsync(string table, params IEnumerable<string> rows) =>
        InsertAllAsync(table, string.Join(',', rows.Select(row => $$"""{"json":{{row}}}""")));

    /// <summary>Streams rows, each with its insertId, into a table of dataset <c>ds</c>.</summary>
    public Task<Reply> InsertAllAsync(string table, string rows, string settings = "") =>
        PostAsync(
            $"datasets/ds/tables/{table}/insertAll",
            $$"""{"rows":[{{rows}}]{{(settings.Length == 0 ? "" : "," + settings)}}}"""
        );

    public Task<Reply> QueryAsync(string sql, string settings = "") =>
        PostAsync(
            "queries",
            $$"""{"query":{{JsonSerializer.Serialize(sql)}},"useLegacySql":false{{(settings.Length == 0 ? "" : "," + settings)}}}"""
        );

    /// <summary>The whole result: its columns as <c>name:TYPE</c>, its rows as their values side by side.</summary>
    public async Task<(string Columns, IReadOnlyList<string> Rows)> ReadAsync(string sql)
    {
        var answer = (await QueryAsync(sql)).RequireOk();
        return (answer.Columns, answer.Rows);
    }

    public async Task<string> CountAsync(string table) =>
        (await ReadAsync($"SELECT COUNT(*) FROM ds.{table}")).Rows.Single();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>An HTTP answer.</summary>
internal sealed record Reply(HttpStatusCode Status, string Text)
{
    public int Code => (int)Status;

    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>Google's reason word of an error.</summary>
    public string? Reason => (string?)Json["error"]?["errors"]?[0]?["reason"];

    public string? Message => (string?)Json["error"]?["message"];

    /// <summary>The columns of a query's or a table's schema as <c>name:TYPE name:TYPE</c>.</summary>
    public string Columns =>
        string.Join(' ', Json["schema"]!["fields"]!.AsArray().Select(column => $"{column!["name"]}:{column["type"]}"));

    /// <summary>Every row as its values between bars; null is written NULL, nested values as their JSON.</summary>
    public IReadOnlyList<string> Rows =>
        [
            .. (Json["rows"]?.AsArray() ?? []).Select(row =>
                string.Join('|', row!["f"]!.AsArray().Select(cell => Show(cell!["v"])))
            ),
        ];

    /// <summary>Row errors as <c>index reason location message</c>.</summary>
    public IReadOnlyList<string> RowErrors =>
        [
            .. (Json["insertErrors"]?.AsArray() ?? []).SelectMany(row =>
                row!["errors"]!
                    .AsArray()
                    .Select(error =>
                        $"{row["index"]} {error!["reason"]} {error["location"]} {error["message"]}".TrimEnd()
                    )
            ),
        ];

    public Reply RequireOk() =>
        Status == HttpStatusCode.OK ? this : throw new InvalidOperationException($"{Code}: {Text}");

    private static string Show(JsonNode? value) =>
        value switch
        {
            null => "NULL",
            JsonValue text => (string)text!,
            _ => value.ToJsonString(),
        };
}
