namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>Segments in the order of their starts, and the network of each by its place in the list of networks.</summary>
internal sealed record AsnSegments<T>(T[] Starts, int[] Networks)
{
    public static AsnSegments<T> None { get; } = new([], []);
}
