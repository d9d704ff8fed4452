namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>A table and what was found while it was read.</summary>
/// <param name="Table">What was read.</param>
/// <param name="Ranges">Routed ranges.</param>
/// <param name="BadLines">Lines left out.</param>
/// <param name="Overlaps">Ranges that share addresses with another one.</param>
internal sealed record AsnLoad(AsnTable Table, int Ranges, int BadLines, int Overlaps);
