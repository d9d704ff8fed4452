namespace NextCode.Attempts.Consumer.Ingest.Rows;

/// <summary>A set of columns with those picked out that the consumer itself has something to say about.</summary>
internal sealed class KnownColumns(ColumnSet columns)
{
    public ColumnSet All { get; } = columns;

    public TableColumn? AttemptId { get; } = Find(columns, "attempt_id");

    public TableColumn? Timestamp { get; } = Find(columns, "timestamp");

    public TableColumn? Producer { get; } = Find(columns, "producer");

    public TableColumn? Sequence { get; } = Find(columns, "sequence");

    public TableColumn? Action { get; } = Find(columns, "action");

    public TableColumn? AdditionalData { get; } = Find(columns, "additional_data");

    public TableColumn? IngestedAt { get; } = Find(columns, "ingested_at");

    public TableColumn? Email { get; } = Find(columns, "email");

    public TableColumn? EmailDomain { get; } = Find(columns, "email_domain");

    public TableColumn? EmailDomainSuggestion { get; } = Find(columns, "email_domain_suggestion");

    public TableColumn? Ip { get; } = Find(columns, "ip");

    public TableColumn? AsNumber { get; } = Find(columns, "as_number");

    public TableColumn? AsCountryCode { get; } = Find(columns, "as_country_code");

    public TableColumn? AsDescription { get; } = Find(columns, "as_description");

    public TableColumn? AsHosting { get; } = Find(columns, "as_hosting");

    /// <summary>Whether only the consumer fills the column.</summary>
    public bool IsOwn(TableColumn column) =>
        column == IngestedAt
        || column == EmailDomainSuggestion
        || column == AsNumber
        || column == AsCountryCode
        || column == AsDescription
        || column == AsHosting;

    private static TableColumn? Find(ColumnSet columns, string name) =>
        columns.TryFind(System.Text.Encoding.UTF8.GetBytes(name), out var column) ? column : null;
}
