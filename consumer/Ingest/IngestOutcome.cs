namespace NextCode.Attempts.Consumer.Ingest;

/// <summary>What became of a message.</summary>
internal enum IngestOutcome
{
    /// <summary>BigQuery has the row.</summary>
    Inserted,

    /// <summary>The dead-letter topic has it.</summary>
    DeadLettered,

    /// <summary>Neither has it: Pub/Sub must deliver it again.</summary>
    Retry,
}
