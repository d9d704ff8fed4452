using NextCode.Attempts.Google.Http;

namespace NextCode.Attempts.Google.BigQuery;

/// <summary>
/// Google BigQuery over REST (cloud.google.com/bigquery/docs/reference/rest). One per process: it holds the connections.
/// </summary>
public sealed class BigQueryClient : IDisposable
{
    /// <summary>Names the stand-in to use instead of Google, as <c>HOST:PORT</c>.</summary>
    public const string EmulatorVariable = "BIGQUERY_EMULATOR_HOST";

    private const string Scope = "https://www.googleapis.com/auth/bigquery";

    private readonly GoogleHttp _http;

    private BigQueryClient(GoogleHttp http) => _http = http;

    /// <summary>Whether a stand-in is spoken to.</summary>
    public bool IsEmulator => _http.Endpoint.IsEmulator;

    /// <summary>The address spoken to.</summary>
    public Uri Address => _http.Endpoint.BaseAddress;

    /// <summary>Calls that create datasets, tables and views.</summary>
    public BigQueryAdmin Admin => new(_http);

    /// <summary>Makes a client; nothing is sent until the first call.</summary>
    /// <exception cref="ArgumentException">An option is out of its bounds.</exception>
    public static BigQueryClient Create(GoogleClientOptions? options = null)
    {
        options = (options ?? new GoogleClientOptions()).Validated();
        var endpoint = GoogleEndpoint.Resolve(
            options.EmulatorHost,
            EmulatorVariable,
            "https://bigquery.googleapis.com/"
        );
        return new BigQueryClient(new GoogleHttp(endpoint, Scope, options));
    }

    /// <summary>A table to stream rows into; whether it exists is not asked.</summary>
    public ITable Table(string project, string dataset, string table) => new Table(_http, project, dataset, table);

    /// <summary>Runs a GoogleSQL query and reads all its rows.</summary>
    /// <param name="project">The project that runs it, and where names without a project are looked up.</param>
    /// <param name="sql">The query. Its columns must be scalars.</param>
    /// <param name="parameters">Its named parameters.</param>
    /// <param name="cancellationToken">Gives up waiting for it.</param>
    /// <exception cref="GoogleApiException">The query is refused or fails.</exception>
    public Task<QueryResult> QueryAsync(
        string project,
        string sql,
        IReadOnlyList<QueryParameter> parameters,
        CancellationToken cancellationToken
    ) => new QueryCall(_http, project).RunAsync(sql, parameters, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
