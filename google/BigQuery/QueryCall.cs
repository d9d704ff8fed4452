using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.BigQuery;

/// <summary>One query from jobs.query to the last page of jobs.getQueryResults. Scalar columns only.</summary>
internal sealed class QueryCall(GoogleHttp http, string project)
{
    private const string Attempted = "Running a query";

    // Less than a try may take, so that a slow query is asked for again rather than given up.
    private const int WaitMs = 10_000;

    public async Task<QueryResult> RunAsync(
        string sql,
        IReadOnlyList<QueryParameter> parameters,
        CancellationToken cancellationToken
    )
    {
        var body = new JsonObject
        {
            ["query"] = sql,
            ["useLegacySql"] = false,
            ["timeoutMs"] = WaitMs,
            ["formatOptions"] = new JsonObject { ["useInt64Timestamp"] = true },
        };
        if (parameters.Count > 0)
        {
            body["parameterMode"] = "NAMED";
            body["queryParameters"] = new JsonArray([.. parameters.Select(Describe)]);
        }

        var answer = await http.SendForJsonAsync(
                Attempted,
                HttpMethod.Post,
                $"{BigQueryPaths.Project(project)}/queries",
                GoogleHttp.Utf8(body),
                cancellationToken
            )
            .ConfigureAwait(false);
        IReadOnlyList<QueryColumn>? columns = null;
        var rows = new List<IReadOnlyList<string?>>();
        while (true)
        {
            if (answer.TryGetProperty("jobComplete", out var complete) && complete.GetBoolean())
            {
                columns ??= Columns(answer);
                rows.AddRange(Rows(answer));
                if (Text(answer, "pageToken") is null)
                {
                    return new QueryResult(columns, rows, Number(answer, "totalBytesProcessed"));
                }
            }

            answer = await http.SendForJsonAsync(Attempted, HttpMethod.Get, Next(answer), default, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private string Next(JsonElement answer)
    {
        var job = answer.GetProperty("jobReference");
        var path =
            $"{BigQueryPaths.Project(project)}/queries/{Uri.EscapeDataString(Text(job, "jobId")!)}?timeoutMs={WaitMs}&formatOptions.useInt64Timestamp=true";
        if (Text(job, "location") is { } location)
        {
            path += "&location=" + Uri.EscapeDataString(location);
        }

        return Text(answer, "pageToken") is { } page ? $"{path}&pageToken={Uri.EscapeDataString(page)}" : path;
    }

    private static JsonObject Describe(QueryParameter parameter) =>
        new()
        {
            ["name"] = parameter.Name,
            ["parameterType"] = new JsonObject { ["type"] = parameter.Type },
            ["parameterValue"] = new JsonObject { ["value"] = parameter.Value },
        };

    private static IReadOnlyList<QueryColumn> Columns(JsonElement answer) =>
        [
            .. answer
                .GetProperty("schema")
                .GetProperty("fields")
                .EnumerateArray()
                .Select(field => new QueryColumn(Text(field, "name")!, Text(field, "type")!)),
        ];

    private static IEnumerable<IReadOnlyList<string?>> Rows(JsonElement answer) =>
        answer.TryGetProperty("rows", out var rows)
            ? rows.EnumerateArray()
                .Select(
                    IReadOnlyList<string?> (row) =>
                        [.. row.GetProperty("f").EnumerateArray().Select(cell => cell.GetProperty("v").GetString())]
                )
            : [];

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement json, string name) =>
        long.TryParse(Text(json, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
