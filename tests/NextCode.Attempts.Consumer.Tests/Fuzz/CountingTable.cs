using System.Text.Json;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Consumer.Tests.Fuzz;

/// <summary>Takes every row that is JSON with columns of the schema's names, and counts them.</summary>
internal sealed class CountingTable : ITable
{
    private static readonly HashSet<string> Columns = ReadColumns();

    public string Name => "local.attempts.attempts";

    public int Rows { get; private set; }

    public Task<IReadOnlyList<RowError>> InsertAllAsync(
        IReadOnlyList<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        foreach (var row in rows)
        {
            using var json = JsonDocument.Parse(row.Json);
            var seen = new HashSet<string>();
            foreach (var property in json.RootElement.EnumerateObject())
            {
                Assert.That(Columns, Does.Contain(property.Name));
                Assert.That(seen.Add(property.Name), property.Name);
            }

            Assert.That(seen, Is.SupersetOf(new[] { "attempt_id", "timestamp", "ingested_at" }));
            Rows++;
        }

        return Task.FromResult<IReadOnlyList<RowError>>([]);
    }

    public Task<JsonElement?> GetAsync(CancellationToken cancellationToken) => Task.FromResult<JsonElement?>(null);

    private static HashSet<string> ReadColumns()
    {
        using var schema = JsonDocument.Parse(AttemptsTable.SchemaJson);
        return
        [
            .. schema.RootElement.EnumerateArray().Select(static column => column.GetProperty("name").GetString()!),
        ];
    }
}
