using System.Collections.Concurrent;
using System.Text.Json;
using NextCode.Attempts.Consumer.Tests.Fakes;
using NextCode.Attempts.Google;
using NextCode.Attempts.Google.BigQuery;

namespace NextCode.Attempts.Consumer.Tests.Faults;

/// <summary>A table that fails in every way BigQuery and the network do, by a seeded chance, until it is healed.</summary>
internal sealed class FaultyTable(int seed) : ITable
{
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private volatile bool _isHealed;

    public string Name => "local.attempts.attempts";

    /// <summary>How often each row was taken, by id.</summary>
    public ConcurrentDictionary<string, int> Taken { get; } = new();

    public ConcurrentDictionary<string, int> Faults { get; } = new();

    public void Heal() => _isHealed = true;

    public async Task<IReadOnlyList<RowError>> InsertAllAsync(
        IReadOnlyList<TableRow> rows,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        var fault = _isHealed ? "none" : Pick(rows.Count);
        Faults.AddOrUpdate(fault, 1, static (_, count) => count + 1);
        switch (fault)
        {
            case "unavailable":
                throw FakeTable.Failure(GoogleErrorKind.Transient, 503, "backendError");
            case "throttled":
                throw FakeTable.Failure(GoogleErrorKind.Throttled, 403, "rateLimitExceeded");
            case "quota":
                throw FakeTable.Failure(GoogleErrorKind.Throttled, 403, "quotaExceeded");
            case "denied":
                throw FakeTable.Failure(GoogleErrorKind.Permanent, 403, "accessDenied");
            case "missing":
                throw FakeTable.Failure(GoogleErrorKind.Permanent, 404, "notFound");
            case "too large":
                throw FakeTable.Failure(GoogleErrorKind.Permanent, 413, "uploadTooLarge");
            case "no answer":
                throw new GoogleApiException("reset", GoogleErrorKind.Transient);
            case "reset after commit":
                if (!rows.Any(IsPoison)) // A call with a row at fault commits nothing.
                {
                    Take(rows);
                }

                throw new GoogleApiException("reset", GoogleErrorKind.Transient);
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                break;
            case "held back":
                return [.. rows.Select(static (_, index) => new RowError(index, "backendError", null, null))];
        }

        if (rows.Any(IsPoison))
        {
            return
            [
                .. rows.Select(
                    static (row, index) =>
                        IsPoison(row)
                            ? new RowError(index, "invalid", "duration", "bad value")
                            : new RowError(index, "stopped", null, null)
                ),
            ];
        }

        Take(rows);
        return [];
    }

    public Task<JsonElement?> GetAsync(CancellationToken cancellationToken) => Task.FromResult<JsonElement?>(null);

    private static bool IsPoison(TableRow row) => row.InsertId.StartsWith("poison", StringComparison.Ordinal);

    // 413 only where a smaller call can follow: a single row of this size is never too large.
    private string Pick(int rows)
    {
        lock (_lock)
        {
            return _random.Next(24) switch
            {
                0 => "unavailable",
                1 => "throttled",
                2 => "quota",
                3 => "denied",
                4 => "missing",
                5 when rows > 1 => "too large",
                6 => "no answer",
                7 or 8 => "reset after commit",
                9 when _random.Next(3) == 0 => "hang",
                10 => "held back",
                _ => "none",
            };
        }
    }

    private void Take(IReadOnlyList<TableRow> rows)
    {
        foreach (var row in rows)
        {
            Taken.AddOrUpdate(row.InsertId, 1, static (_, count) => count + 1);
        }
    }
}
