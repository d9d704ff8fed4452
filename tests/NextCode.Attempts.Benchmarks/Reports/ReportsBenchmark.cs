using System.Diagnostics;
using System.Net;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;
using NextCode.Attempts.Local.BigQuery;
using NextCode.Attempts.Local.Hosting;
using NextCode.Attempts.Reports;

namespace NextCode.Attempts.Benchmarks.Reports;

/// <summary>How long each report takes over a million rows in the BigQuery stand-in, all of them in the period.</summary>
internal static class ReportsBenchmark
{
    private const int Rows = 1_000_000;
    private const int RowsPerCall = 2_000;
    private const int Runs = 3;
    private static readonly DateTimeOffset To = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset From = To.AddDays(-28);

    /// <param name="directory">Where the rows are kept for another run; null makes them anew.</param>
    /// <param name="only">Reports to run; none for all.</param>
    public static async Task RunAsync(string? directory, IReadOnlyList<string> only)
    {
        var folder = directory ?? Directory.CreateTempSubdirectory("attempts-reports-").FullName;
        try
        {
            var isNew = !File.Exists(Path.Combine(folder, "bigquery.db"));
            await using var app = BigQueryStandIn.Create(
                new BigQueryStandInOptions
                {
                    Listen = new IPEndPoint(IPAddress.Loopback, 0),
                    DataDirectory = folder,
                    Time = new Clock(),
                }
            );
            await app.StartAsync();
            using var client = BigQueryClient.Create(
                new GoogleClientOptions { EmulatorHost = new Uri(app.Urls.Single()).Authority }
            );
            await Provisioning.EnsureTablesAsync(client.Admin, CancellationToken.None);
            if (isNew)
            {
                await FillAsync(client);
            }

            var runner = new ReportRunner(client, LocalNames.Project, LocalNames.Dataset);
            Console.WriteLine(
                "| report | its own period, days | median of 3, ms | all 28 days: median of 3, ms | rows answered |"
            );
            Console.WriteLine("|---|---:|---:|---:|---:|");
            foreach (var report in ReportCatalogue.All.Where(report => only.Count == 0 || only.Contains(report.Name)))
            {
                var days = ReportCatalogue.PeriodOf(report);
                var (own, _) = await TimeAsync(runner, report, To.AddDays(-days));
                var (all, answered) = await TimeAsync(runner, report, From);
                Console.WriteLine($"| {report.Name} | {days} | {own:F0} | {all:F0} | {answered} |");
            }

            await app.StopAsync();
        }
        finally
        {
            if (directory is null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task<(double Median, int Rows)> TimeAsync(
        ReportRunner runner,
        Report report,
        DateTimeOffset from
    )
    {
        var times = new List<double>();
        var answered = 0;
        for (var i = 0; i < Runs; i++)
        {
            var watch = Stopwatch.StartNew();
            var result = await runner.RunAsync(
                report,
                new ReportPeriod(from, To),
                new Dictionary<string, string>(),
                CancellationToken.None
            );
            times.Add(watch.Elapsed.TotalMilliseconds);
            answered = result.Rows.Count;
        }

        return (times.Order().ElementAt(Runs / 2), answered);
    }

    private static async Task FillAsync(BigQueryClient client)
    {
        var table = client.Table(LocalNames.Project, LocalNames.Dataset, AttemptsTable.Name);
        foreach (var chunk in new SyntheticRows(From, To, Rows).Make().Chunk(RowsPerCall))
        {
            var refused = await table.InsertAllAsync(chunk, CancellationToken.None);
            if (refused.Count > 0)
            {
                throw new InvalidOperationException($"The stand-in refuses a row: {refused[0]}");
            }
        }
    }

    /// <summary>The stand-in takes rows of the last five years.</summary>
    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => To;
    }
}
