using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.BigQuery;

internal sealed class Table(GoogleHttp http, string project, string dataset, string table) : ITable
{
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly string _path = BigQueryPaths.Table(project, dataset, table);

    public string Name { get; } = $"{project}.{dataset}.{table}";

    public async Task<IReadOnlyList<RowError>> InsertAllAsync(
        IReadOnlyList<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        using var body = new PooledBuffer(EstimateSize(rows));
        await using (var writer = new Utf8JsonWriter(body, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("rows"u8);
            foreach (var row in rows)
            {
                writer.WriteStartObject();
                writer.WriteString("insertId"u8, row.InsertId);
                writer.WritePropertyName("json"u8);
                writer.WriteRawValue(row.Json.Span, skipInputValidation: true);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        var attempted = $"Inserting {rows.Count} rows into {Name}";
        var bytes = await http.SendAsync(
                attempted,
                HttpMethod.Post,
                $"{_path}/insertAll",
                body.Written,
                cancellationToken
            )
            .ConfigureAwait(false);
        var answer = GoogleHttp.ReadAnswer(attempted, bytes, BigQueryJsonContext.Default.InsertAllAnswer);
        return answer.InsertErrors is { Count: > 0 } errors ? [.. errors.Select(ToRowError)] : [];
    }

    public async Task<JsonElement?> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendForJsonAsync($"Reading {Name}", HttpMethod.Get, _path, default, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (GoogleApiException exception) when (exception.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    // A row may carry several errors; the first that is not "stopped" says why it is refused.
    private static RowError ToRowError(RowErrors row)
    {
        IReadOnlyList<RowErrorDetail> errors = row.Errors is { Count: > 0 } named ? named : [new(null, null, null)];
        var cause = errors.FirstOrDefault(error => error.Reason is not "stopped", errors[0]);
        return new RowError(row.Index, cause.Reason ?? "unknown", cause.Location, cause.Message);
    }

    private static int EstimateSize(IReadOnlyList<TableRow> rows)
    {
        var size = 64;
        foreach (var row in rows)
        {
            size += row.Json.Length + row.InsertId.Length + 32;
        }

        return size;
    }
}
