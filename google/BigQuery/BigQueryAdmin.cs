using System.Net;
using System.Text.Json.Nodes;
using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.BigQuery;

/// <summary>Creates datasets, tables and views that are missing, where nothing else does (stand-ins).</summary>
public sealed class BigQueryAdmin
{
    private readonly GoogleHttp _http;

    internal BigQueryAdmin(GoogleHttp http) => _http = http;

    /// <summary>Creates the dataset unless it exists.</summary>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public Task<bool> EnsureDatasetAsync(string project, string dataset, CancellationToken cancellationToken) =>
        CreateAsync(
            $"Creating dataset {project}.{dataset}",
            BigQueryPaths.Datasets(project),
            new JsonObject
            {
                ["datasetReference"] = new JsonObject { ["projectId"] = project, ["datasetId"] = dataset },
            },
            cancellationToken
        );

    /// <summary>Creates the table unless it exists; one that exists is left as it is.</summary>
    /// <param name="project">The project.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="table">The table.</param>
    /// <param name="schemaJson">The columns: a JSON array as <c>bq mk --schema</c> takes it.</param>
    /// <param name="optionsJson">A JSON object of further properties of the table resource, e.g. timePartitioning.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public Task<bool> EnsureTableAsync(
        string project,
        string dataset,
        string table,
        string schemaJson,
        string optionsJson,
        CancellationToken cancellationToken
    )
    {
        var body = JsonNode.Parse(optionsJson)!.AsObject();
        body["tableReference"] = Reference(project, dataset, table);
        body["schema"] = new JsonObject { ["fields"] = JsonNode.Parse(schemaJson) };
        return CreateAsync(
            $"Creating table {project}.{dataset}.{table}",
            BigQueryPaths.Tables(project, dataset),
            body,
            cancellationToken
        );
    }

    /// <summary>Creates the view unless it exists; one that exists is left as it is.</summary>
    /// <returns>Whether it was created.</returns>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public Task<bool> EnsureViewAsync(
        string project,
        string dataset,
        string view,
        string query,
        CancellationToken cancellationToken
    ) =>
        CreateAsync(
            $"Creating view {project}.{dataset}.{view}",
            BigQueryPaths.Tables(project, dataset),
            new JsonObject
            {
                ["tableReference"] = Reference(project, dataset, view),
                ["view"] = new JsonObject { ["query"] = query, ["useLegacySql"] = false },
            },
            cancellationToken
        );

    /// <summary>
    /// Gives the table these columns. BigQuery takes the ones it has with more added to them, and nothing less.
    /// </summary>
    /// <param name="project">The project.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="table">The table.</param>
    /// <param name="schemaJson">All columns: a JSON array as <c>bq mk --schema</c> takes it.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="GoogleApiException">The call failed.</exception>
    public Task SetColumnsAsync(
        string project,
        string dataset,
        string table,
        string schemaJson,
        CancellationToken cancellationToken
    ) =>
        _http.SendAsync(
            $"Adding columns to {project}.{dataset}.{table}",
            HttpMethod.Patch,
            BigQueryPaths.Table(project, dataset, table),
            GoogleHttp.Utf8(new JsonObject { ["schema"] = new JsonObject { ["fields"] = JsonNode.Parse(schemaJson) } }),
            cancellationToken
        );

    private static JsonObject Reference(string project, string dataset, string table) =>
        new()
        {
            ["projectId"] = project,
            ["datasetId"] = dataset,
            ["tableId"] = table,
        };

    private async Task<bool> CreateAsync(
        string attempted,
        string path,
        JsonObject body,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await _http
                .SendAsync(attempted, HttpMethod.Post, path, GoogleHttp.Utf8(body), cancellationToken)
                .ConfigureAwait(false);
            return true;
        }
        catch (GoogleApiException exception) when (exception.Status is HttpStatusCode.Conflict)
        {
            return false;
        }
    }
}
