namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>Where IP to AS comes from.</summary>
public sealed record AsnOptions
{
    /// <summary>
    /// iptoasn's <c>ip2asn-combined.tsv</c>, plain or gzipped: a path, <c>gs://BUCKET/OBJECT</c> or an https address. Empty
    /// (the default): the few networks that ship with the service.
    /// </summary>
    public string Source { get; set; } = "";

    /// <summary>Where a compact copy is kept for faster starts; empty (the default): nowhere.</summary>
    public string CachePath { get; set; } = "";

    /// <summary>How often the source is looked at again, 1 min to 30 days. Default 24 h.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Whether the source names a place that can be read.</summary>
    internal bool IsSourceReadable =>
        Source.Length == 0
        || !Uri.TryCreate(Source, UriKind.Absolute, out var uri)
        || uri.Scheme is "file" or "https" or "http"
        || (uri.Scheme is "gs" && uri.Host.Length > 0 && uri.AbsolutePath.Length > 1);
}
