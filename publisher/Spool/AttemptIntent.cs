namespace NextCode.Attempts.Publisher.Spool;

/// <summary>
/// What is known of an attempt before its handler runs. Should the process die inside the handler, it becomes a row
/// with status error and PROCESS_CRASHED.
/// </summary>
internal readonly record struct AttemptIntent
{
    /// <summary>The id the attempt has if it ends (the first attempt's, where a request makes several).</summary>
    public required string AttemptId { get; init; }

    /// <summary>When the request arrived.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Null while only the handler's end can tell, as with GraphQL.</summary>
    public AttemptAction? Action { get; init; }

    /// <inheritdoc cref="Attempt.Operation"/>
    public string? Operation { get; init; }

    /// <inheritdoc cref="Attempt.Domain"/>
    public string? Domain { get; init; }

    /// <inheritdoc cref="Attempt.Path"/>
    public string? Path { get; init; }

    /// <inheritdoc cref="Attempt.Ip"/>
    public string? Ip { get; init; }

    /// <inheritdoc cref="Attempt.UserAgent"/>
    public string? UserAgent { get; init; }

    /// <inheritdoc cref="Attempt.Fp"/>
    public string? Fp { get; init; }

    /// <inheritdoc cref="Attempt.RequestId"/>
    public string? RequestId { get; init; }

    /// <inheritdoc cref="Attempt.TraceId"/>
    public string? TraceId { get; init; }
}
