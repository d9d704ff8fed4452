using System.Buffers.Text;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// Reads iptoasn's table (iptoasn.com, ip2asn-combined.tsv, plain or gzipped): first address, last address, number,
/// country, description, with tabs between. Lines that are none of this are counted and left out.
/// </summary>
internal sealed class AsnTsv
{
    private readonly AsnSegmentBuilder<uint> _v4;
    private readonly AsnSegmentBuilder<UInt128> _v6;
    private readonly AsnNetworkList _networks;

    private AsnTsv(IReadOnlySet<uint> hosting, int bytes)
    {
        _networks = new AsnNetworkList(hosting);

        // A line has about 50 bytes, and four in five are of IPv4.
        _v4 = new AsnSegmentBuilder<uint>(bytes / 50);
        _v6 = new AsnSegmentBuilder<UInt128>(bytes / 200);
    }

    /// <summary>Reads all of it.</summary>
    /// <param name="tsv">The table, gzipped or not.</param>
    /// <param name="hosting">The numbers of hosting networks.</param>
    /// <exception cref="InvalidDataException">The gzip stream is damaged, or no line is a range.</exception>
    public static AsnLoad Read(ReadOnlyMemory<byte> tsv, IReadOnlySet<uint> hosting)
    {
        var text = IsGzip(tsv.Span) ? Unzip(tsv) : tsv;
        var reader = new AsnTsv(hosting, text.Length);
        var badLines = reader.ReadLines(text.Span);
        if (reader._v4.Count + reader._v6.Count == 0)
        {
            throw new InvalidDataException($"None of the lines is a range ({badLines} read).");
        }

        var ranges = reader._v4.Count + reader._v6.Count;
        var table = new AsnTable(reader._networks.ToArray(), reader._v4.Build(), reader._v6.Build());
        return new AsnLoad(table, ranges, badLines, reader._v4.Overlaps + reader._v6.Overlaps);
    }

    private static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1f, 0x8b, ..];

    private static ReadOnlyMemory<byte> Unzip(ReadOnlyMemory<byte> zipped)
    {
        using var gzip = new GZipStream(new MemoryStream(zipped.ToArray()), CompressionMode.Decompress);
        using var plain = new MemoryStream(zipped.Length * 4);
        gzip.CopyTo(plain);
        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }

    // A process reads a table once, perhaps: here and in what each line goes through the code is optimized before it has
    // proven to run often.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReadLines(ReadOnlySpan<byte> text)
    {
        var bad = 0;
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
            text = end < 0 ? default : text[(end + 1)..];
            if (!line.IsEmpty && line[0] is not (byte)'#' && !TryReadLine(line))
            {
                bad++;
            }
        }

        return bad;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryReadLine(ReadOnlySpan<byte> line)
    {
        var first = Field(ref line);
        var last = Field(ref line);
        if (
            !Utf8Parser.TryParse(line, out uint number, out var consumed)
            || (consumed < line.Length && line[consumed] is not (byte)'\t')
        )
        {
            return false;
        }

        if (IpText.TryParseV4(first, out var v4First) && IpText.TryParseV4(last, out var v4Last))
        {
            if (v4First <= v4Last && number != 0)
            {
                _v4.Add(v4First, v4Last, _networks.Find(number, line));
            }

            return v4First <= v4Last;
        }

        if (!IpText.TryParseV6(first, out var v6First) || !IpText.TryParseV6(last, out var v6Last) || v6First > v6Last)
        {
            return false;
        }

        if (number != 0)
        {
            _v6.Add(v6First, v6Last, _networks.Find(number, line));
        }

        return true;
    }

    private static ReadOnlySpan<byte> Field(ref ReadOnlySpan<byte> line)
    {
        var tab = line.IndexOf((byte)'\t');
        var field = tab < 0 ? line : line[..tab];
        line = tab < 0 ? default : line[(tab + 1)..];
        return field;
    }
}
