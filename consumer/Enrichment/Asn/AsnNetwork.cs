namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>An autonomous system.</summary>
/// <param name="Number">Its number, never 0.</param>
/// <param name="Country">ISO 3166 alpha-2; null where the source has none.</param>
/// <param name="Description">Its name; null where the source has none.</param>
/// <param name="IsHosting">Whether it is a hosting or datacenter network.</param>
internal sealed record AsnNetwork(uint Number, string? Country, string? Description, bool IsHosting);
