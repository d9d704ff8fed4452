using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Local.BigQuery;
using NextCode.Attempts.Local.Hosting;
using NextCode.Attempts.Reports.Tests.Fixtures;

namespace NextCode.Attempts.Reports.Tests.Engines;

/// <summary>The local BigQuery, over SQLite, with the views as a laptop has them, and a fixture's rows.</summary>
internal sealed class StandIn : IAsyncDisposable
{
    private const int RowsPerCall = 500;

    private readonly string _directory;
    private readonly WebApplication _app;

    private StandIn(string directory, WebApplication app)
    {
        _directory = directory;
        _app = app;
        Client = BigQueryClient.Create(
            new GoogleClientOptions { EmulatorHost = new Uri(app.Urls.Single()).Authority, Retries = 0 }
        );
    }

    public BigQueryClient Client { get; }

    public string Host => new Uri(_app.Urls.Single()).Authority;

    /// <summary>The SQLite file.</summary>
    public string DatabasePath => Path.Combine(_directory, "bigquery.db");

    public ReportRunner Reports => new(Client, LocalNames.Project, LocalNames.Dataset);

    public static async Task<StandIn> StartAsync(IReadOnlyList<Row> rows)
    {
        var directory = Directory.CreateTempSubdirectory("attempts-reports-").FullName;
        var app = BigQueryStandIn.Create(
            new BigQueryStandInOptions
            {
                Listen = new IPEndPoint(IPAddress.Loopback, 0),
                DataDirectory = directory,
                Time = new FixedTime(),
            }
        );
        await app.StartAsync();
        var standIn = new StandIn(directory, app);
        await Provisioning.EnsureTablesAsync(standIn.Client.Admin, CancellationToken.None);
        await standIn.InsertAsync(rows);
        return standIn;
    }

    /// <summary>Runs any query; what it cannot answer is an error in the answer.</summary>
    public async Task<Answer> QueryAsync(string sql, IReadOnlyList<QueryParameter> parameters)
    {
        try
        {
            return Read(await Client.QueryAsync(LocalNames.Project, sql, parameters, CancellationToken.None));
        }
        catch (GoogleApiException exception)
        {
            return new Answer([], [], exception.Message);
        }
    }

    public static Answer Read(QueryResult result) =>
        new(
            [.. result.Columns.Select(column => column.Name)],
            [
                .. result.Rows.Select(
                    IReadOnlyList<object?> (row) => [.. row.Select((value, i) => Cell(result.Columns[i].Type, value))]
                ),
            ]
        );

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task InsertAsync(IReadOnlyList<Row> rows)
    {
        var table = Client.Table(LocalNames.Project, LocalNames.Dataset, AttemptsTable.Name);
        var number = 0;
        foreach (var chunk in rows.Chunk(RowsPerCall))
        {
            // Repeats must arrive: each row has an insertId of its own.
            var refused = await table.InsertAllAsync(
                [
                    .. chunk.Select(row => new TableRow(
                        $"{number++}",
                        Encoding.UTF8.GetBytes(row.ToJson().ToJsonString())
                    )),
                ],
                CancellationToken.None
            );
            Assert.That(refused, Is.Empty);
        }
    }

    private static object? Cell(string type, string? value) =>
        value is null
            ? null
            : type switch
            {
                "TIMESTAMP" => DateTimeOffset.UnixEpoch.AddTicks(
                    long.Parse(value, CultureInfo.InvariantCulture) * TimeSpan.TicksPerMicrosecond
                ),
                "INTEGER" or "FLOAT" or "NUMERIC" => double.Parse(value, CultureInfo.InvariantCulture),
                "BOOLEAN" => value == "true",
                _ => value,
            };

    /// <summary>Rows may be five years old: the clock stands beside the fixtures.</summary>
    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Fixture.MonthEdge.To.AddDays(1);
    }
}
