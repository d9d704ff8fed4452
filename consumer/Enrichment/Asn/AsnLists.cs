namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>The lists that ship: a few well-known networks, and the numbers of hosting networks.</summary>
internal static class AsnLists
{
    public static IReadOnlySet<uint> Hosting { get; } = ReadHosting();

    public static AsnTable Sample() => AsnTsv.Read(Resource("asn-sample.tsv"), Hosting).Table;

    private static HashSet<uint> ReadHosting() =>
        [
            .. System
                .Text.Encoding.UTF8.GetString(Resource("hosting-networks.txt"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(static line => !line.StartsWith('#'))
                .Select(static line => uint.Parse(line.AsSpan(0, line.IndexOf(' ', StringComparison.Ordinal)))),
        ];

    private static byte[] Resource(string file)
    {
        using var stream =
            typeof(AsnLists).Assembly.GetManifestResourceStream($"Enrichment/Asn/{file}")
            ?? throw new InvalidOperationException($"{file} is not part of the assembly.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
