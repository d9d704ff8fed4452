using System.Net;

namespace NextCode.Attempts.Local.BigQuery;

/// <summary>How a BigQuery stand-in listens, where its state lives and what it keeps.</summary>
internal sealed record BigQueryStandInOptions
{
    /// <summary>Address and port to listen on; port 0 lets the operating system choose.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Folder of the database file; made when missing, used by one stand-in at a time.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Clock for row bounds, insert ids, job times and <c>CURRENT_TIMESTAMP()</c>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long one query may run before it fails with <c>timeout</c>. Default 2 minutes.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Queries that run at the same time, each on its own read-only connection. Default 4.</summary>
    public int MaxConcurrentQueries { get; init; } = 4;

    /// <summary>Queries that may wait for a connection; one more is refused with <c>rateLimitExceeded</c>. Default 100.</summary>
    public int MaxQueuedQueries { get; init; } = 100;

    /// <summary>Estimated bytes of one query's result; a larger one fails with <c>responseTooLarge</c>. Default 128 MiB.</summary>
    public long MaxResultBytes { get; init; } = 128L << 20;

    /// <summary>Jobs kept for later reading, oldest forgotten first. Default 200.</summary>
    public int MaxJobs { get; init; } = 200;

    /// <summary>Estimated bytes of all kept results together, oldest forgotten first. Default 256 MiB.</summary>
    public long MaxRetainedBytes { get; init; } = 256L << 20;

    /// <summary>How long a finished job is kept. Default 1 hour.</summary>
    public TimeSpan JobRetention { get; init; } = TimeSpan.FromHours(1);
}
