using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Consumer.Tests.Fakes;

/// <summary>
/// A table in memory that answers as BigQuery does: if any row of a call is refused, none is taken and the sound ones
/// answer <c>stopped</c>.
/// </summary>
internal sealed class FakeTable : ITable
{
    private readonly ConcurrentQueue<IReadOnlyList<TableRow>> _calls = new();
    private readonly ConcurrentQueue<TableRow> _rows = new();
    private readonly JsonArray _fields = JsonNode.Parse(AttemptsTable.SchemaJson)!.AsArray();

    public string Name => "local.attempts.attempts";

    /// <summary>Every call, refused or failed ones included.</summary>
    public IReadOnlyList<IReadOnlyList<TableRow>> Calls => [.. _calls];

    /// <summary>The rows taken, in order.</summary>
    public IReadOnlyList<TableRow> Rows => [.. _rows];

    /// <summary>Why a row is refused; null takes it.</summary>
    public Func<TableRow, RowError?> Refuse { get; set; } = static _ => null;

    /// <summary>Runs before a call has its effect: may wait, and may throw.</summary>
    public Func<IReadOnlyList<TableRow>, CancellationToken, Task> Before { get; set; } =
        static (_, _) => Task.CompletedTask;

    public static GoogleApiException Failure(GoogleErrorKind kind, int status, string reason) =>
        new($"Inserting failed with {status} {reason}", kind, (System.Net.HttpStatusCode)status, reason);

    public async Task<IReadOnlyList<RowError>> InsertAllAsync(
        IReadOnlyList<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        _calls.Enqueue(rows);
        await Before(rows, cancellationToken);
        var refused = rows.Select((row, index) => (Error: Refuse(row), index)).ToList();
        if (refused.TrueForAll(static row => row.Error is null))
        {
            foreach (var row in rows)
            {
                _rows.Enqueue(row);
            }

            return [];
        }

        return
        [
            .. refused.Select(static row =>
                (row.Error ?? new RowError(0, "stopped", null, null)) with
                {
                    Index = row.index,
                }
            ),
        ];
    }

    /// <summary>Thrown instead of the table's resource, while set.</summary>
    public Exception? GetFailure { get; set; }

    /// <summary>Changes a column of the table's schema.</summary>
    public void Change(string column, Action<JsonNode> change) =>
        change(_fields.Single(field => (string?)field!["name"] == column)!);

    public Task<JsonElement?> GetAsync(CancellationToken cancellationToken) =>
        GetFailure is { } failure
            ? Task.FromException<JsonElement?>(failure)
            : Task.FromResult<JsonElement?>(
                JsonSerializer.Deserialize<JsonElement>($"{{\"schema\":{{\"fields\":{_fields.ToJsonString()}}}}}")
            );
}
