namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>All that a source says, sorted and without overlaps: what a database is built of and what a file keeps.</summary>
/// <param name="Networks">Number 0 is null: what nobody announces.</param>
/// <param name="V4">Where the IPv4 networks begin.</param>
/// <param name="V6">Where the IPv6 networks begin.</param>
internal sealed record AsnTable(AsnNetwork?[] Networks, AsnSegments<uint> V4, AsnSegments<UInt128> V6)
{
    public static AsnTable Empty { get; } = new([null], AsnSegments<uint>.None, AsnSegments<UInt128>.None);
}
