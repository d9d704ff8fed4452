namespace NextCode.Attempts.Consumer.Enrichment.Typos;

internal static class DomainNames
{
    /// <summary>What stands behind the last point; empty where there is none.</summary>
    public static string TopLevel(string domain)
    {
        var point = domain.LastIndexOf('.');
        return point < 0 ? "" : domain[(point + 1)..];
    }

    /// <summary>The letters and digits alone.</summary>
    public static string Squeeze(string domain) =>
        domain.Replace(".", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
}
