using NextCode.Attempts.Local.BigQuery.Queries;
using NextCode.Attempts.Local.BigQuery.Rest;

namespace NextCode.Attempts.Local.BigQuery.Jobs;

/// <summary>A query that was asked for, and its end once it has one. Times are milliseconds since 1970.</summary>
internal sealed class Job(string project, string id, JobConfiguration configuration, long created) : IDisposable
{
    private readonly CancellationTokenSource _cancelled = new();

    public string Project { get; } = project;

    public string Id { get; } = id;

    public JobConfiguration Configuration { get; } = configuration;

    public long Created { get; } = created;

    /// <summary>Completes when the job is done, in success or failure.</summary>
    public Task Done { get; set; } = Task.CompletedTask;

    public JobOutcome? Outcome { get; set; }

    public CancellationToken Cancelled => _cancelled.Token;

    public Task CancelAsync() => _cancelled.CancelAsync();

    public void Dispose() => _cancelled.Dispose();
}

/// <summary>How a job ended.</summary>
internal sealed record JobOutcome(QueryResult Result, ApiException? Error, long Ended);
