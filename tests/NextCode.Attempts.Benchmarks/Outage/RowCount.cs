using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace NextCode.Attempts.Benchmarks.Outage;

/// <summary>Counts rows over BigQuery's REST API.</summary>
internal sealed class RowCount(int port) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    /// <summary>The rows of a table or view of the dataset.</summary>
    public async Task<long> OfAsync(string table)
    {
        using var response = await _client.PostAsJsonAsync(
            "bigquery/v2/projects/local/queries",
            new
            {
                query = $"SELECT COUNT(*) FROM attempts.{table}",
                useLegacySql = false,
                timeoutMs = 60_000,
            }
        );
        response.EnsureSuccessStatusCode();
        using var answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        var cell = answer.RootElement.GetProperty("rows")[0].GetProperty("f")[0].GetProperty("v").GetString()!;
        return long.Parse(cell, CultureInfo.InvariantCulture);
    }

    public void Dispose() => _client.Dispose();
}
