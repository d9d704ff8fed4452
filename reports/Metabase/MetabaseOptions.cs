namespace NextCode.Attempts.Reports.Metabase;

/// <summary>Which Metabase, which database, and whom alerts reach.</summary>
public sealed record MetabaseOptions
{
    /// <summary>Metabase's address, e.g. <c>https://metabase.example.com</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>An API key of a service account; whoever it is runs the alerts' queries.</summary>
    public required string ApiKey { get; init; }

    /// <summary>The connection's name in Metabase. Default <c>Attempts</c>.</summary>
    public string Database { get; init; } = "Attempts";

    /// <summary>What the connection leads to.</summary>
    public ReportDialect Dialect { get; init; } = ReportDialect.BigQuery;

    /// <summary>The dataset's project.</summary>
    public string Project { get; init; } = "local";

    /// <summary>The dataset.</summary>
    public string Dataset { get; init; } = AttemptsTable.Name;

    /// <summary>For BigQuery: the service account's key as JSON text, sent when the connection is made; null where it exists.</summary>
    public string? ServiceAccountJson { get; init; }

    /// <summary>For SQLite: the database file as Metabase sees it.</summary>
    public string? SqlitePath { get; init; }

    /// <summary>
    /// Whom each of the manifest's channels reaches: <c>email:a@b.c,d@e.f</c> or <c>slack:#channel</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Channels { get; init; } = new Dictionary<string, string>();

    /// <summary>Replaces what must never be shown by asterisks.</summary>
    internal string Mask(string text)
    {
        foreach (var secret in new[] { ApiKey, ServiceAccountJson })
        {
            if (!string.IsNullOrEmpty(secret))
            {
                text = text.Replace(secret, "***", StringComparison.Ordinal);
            }
        }

        return text;
    }
}
