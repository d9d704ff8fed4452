namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>Where IP to AS comes from.</summary>
public sealed record AsnOptions
{
    /// <summary>
    /// iptoasn's <c>ip2asn-combined.tsv</c>, plain or gzipped: a path, <c>gs://BUCKET/OBJECT</c> or an https address. Empty
    /// (the default): the few networks that ship with the service.
    /// </summary>
    public string Source { get; set; } = "";

    /// <summary>
    /// The address of a self-hosted iptoasn web service to ask instead of holding the table in memory, e.g.
    /// <c>http://iptoasn:53661</c>. Empty (the default): none. Not together with <see cref="Source"/>.
    /// </summary>
    public string Service { get; set; } = "";

    /// <summary>
    /// How long a row waits for the service at most, tries included, 10 ms to 5 s. Default 250 ms; then its columns stay
    /// null.
    /// </summary>
    public TimeSpan ServiceTimeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How many addresses the service's answers are remembered for, 1 to 10,000,000, about 200 bytes each; the one not
    /// asked for the longest goes first. Default 100,000. Each is asked for again after <see cref="RefreshInterval"/>.
    /// </summary>
    public int ServiceCacheSize { get; set; } = 100_000;

    /// <summary>Where a compact copy is kept for faster starts; empty (the default): nowhere.</summary>
    public string CachePath { get; set; } = "";

    /// <summary>How often the source is looked at again, 1 min to 30 days. Default 24 h.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Whether the service's address is one.</summary>
    internal bool IsServiceAddress =>
        Service.Length == 0
        || (Uri.TryCreate(Service, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https"));

    /// <summary>Whether the source names a place that can be read.</summary>
    internal bool IsSourceReadable =>
        Source.Length == 0
        || !Uri.TryCreate(Source, UriKind.Absolute, out var uri)
        || uri.Scheme is "file" or "https" or "http"
        || (uri.Scheme is "gs" && uri.Host.Length > 0 && uri.AbsolutePath.Length > 1);
}
