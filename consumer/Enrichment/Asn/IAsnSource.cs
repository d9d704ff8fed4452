namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>Where the table comes from.</summary>
internal interface IAsnSource
{
    /// <summary>Fetches the table, unless it is still of this version; then null.</summary>
    Task<AsnContent?> FetchAsync(string? version, CancellationToken cancellationToken);
}

/// <summary>A table's bytes, and what tells them apart from another version's.</summary>
internal sealed record AsnContent(ReadOnlyMemory<byte> Tsv, string Version);
