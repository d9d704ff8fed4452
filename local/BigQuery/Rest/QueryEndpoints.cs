using System.Text.Json;
using NextCode.Attempts.Local.BigQuery.Jobs;
using NextCode.Attempts.Local.BigQuery.Queries;
using NextCode.Attempts.Local.BigQuery.Schema;

namespace NextCode.Attempts.Local.BigQuery.Rest;

/// <summary>jobs.query and jobs.getQueryResults.</summary>
internal sealed class QueryEndpoints(JobStore jobs, TimeProvider time)
{
    /// <summary>How long BigQuery waits when the client does not say.</summary>
    private const int DefaultTimeoutMs = 10_000;

    /// <summary>BigQuery answers pages of at most about this many bytes.</summary>
    private const long MaxPageBytes = 10L << 20;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/bigquery/v2/projects/{project}/queries", QueryAsync);
        routes.MapGet("/bigquery/v2/projects/{project}/queries/{job}", ResultsAsync);
    }

    private async Task QueryAsync(HttpContext http)
    {
        var request = await http.ReadAsync(BigQueryJson.Default.QueryRequest);
        var configuration = new JobConfiguration
        {
            DryRun = request.DryRun,
            Query = new QueryConfiguration
            {
                Query = request.Query,
                UseLegacySql = request.UseLegacySql,
                DefaultDataset = request.DefaultDataset,
                ParameterMode = request.ParameterMode,
                QueryParameters = request.QueryParameters,
            },
        };
        var job = jobs.Start(http.Route("project"), id: null, configuration);
        await AnswerAsync(
            http,
            job,
            "bigquery#queryResponse",
            request.TimeoutMs,
            new ResultPage(0, request.MaxResults, request.FormatOptions?.UseInt64Timestamp == true)
        );
    }

    private async Task ResultsAsync(HttpContext http)
    {
        var job = jobs.Get(http.Route("project"), http.Route("job"));
        await AnswerAsync(
            http,
            job,
            "bigquery#getQueryResultsResponse",
            http.QueryNumber("timeoutMs"),
            new ResultPage(
                http.QueryNumber("pageToken") ?? http.QueryNumber("startIndex") ?? 0,
                http.QueryNumber("maxResults"),
                http.QueryFlag("formatOptions.useInt64Timestamp")
            )
        );
    }

    private async Task AnswerAsync(HttpContext http, Job job, string kind, long? timeoutMs, ResultPage page)
    {
        var wait = TimeSpan.FromMilliseconds(Math.Min(timeoutMs ?? DefaultTimeoutMs, 200_000));
        var done = await Waiting.ForAsync(job, wait, time, http.RequestAborted);
        if (done && job.Outcome?.Error is { } error)
        {
            throw error;
        }

        http.Response.ContentType = "application/json; charset=UTF-8";
        await using var writer = new Utf8JsonWriter(http.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("kind", kind);
        writer.WriteStartObject("jobReference");
        writer.WriteString("projectId", job.Project);
        writer.WriteString("jobId", job.Id);
        writer.WriteString("location", "US");
        writer.WriteEndObject();
        writer.WriteBoolean("jobComplete", done);
        if (done)
        {
            WriteResult(writer, job.Outcome!.Result, page);
        }

        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, QueryResult result, ResultPage page)
    {
        writer.WriteBoolean("cacheHit", false);
        writer.WritePropertyName("schema");
        JsonSerializer.Serialize(
            writer,
            new SchemaResource { Fields = SchemaReader.Describe(result.Columns) },
            BigQueryJson.Default.SchemaResource
        );
        writer.WriteString("totalRows", $"{result.Rows.Count}");
        var start = (int)Math.Min(page.Start, result.Rows.Count);
        var end = (int)Math.Min(start + (page.MaxRows ?? int.MaxValue), result.Rows.Count);
        var next = start;
        if (end > start)
        {
            writer.WriteStartArray("rows");
            var limit = writer.BytesCommitted + writer.BytesPending + MaxPageBytes;
            while (next < end && writer.BytesCommitted + writer.BytesPending < limit)
            {
                RowWriting.Write(writer, result.Columns, result.Rows[next++], page.Int64Timestamps);
            }

            writer.WriteEndArray();
        }

        if (next < result.Rows.Count)
        {
            writer.WriteString("pageToken", $"{next}");
        }
    }

    private sealed record ResultPage(long Start, long? MaxRows, bool Int64Timestamps);
}
