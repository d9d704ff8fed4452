using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// Reads iptoasn's table (iptoasn.com, ip2asn-combined.tsv, plain or gzipped): first address, last address, number,
/// country, description, with tabs between. Lines that are none of this are counted and left out.
/// </summary>
internal sealed class AsnTsv
{
    private readonly AsnSegmentBuilder<uint> _v4 = new();
    private readonly AsnSegmentBuilder<UInt128> _v6 = new();
    private readonly List<AsnNetwork?> _networks = [null];
    private readonly Dictionary<uint, List<int>> _byNumber = [];
    private readonly Dictionary<string, string> _countries = new(StringComparer.Ordinal);
    private readonly IReadOnlySet<uint> _hosting;

    private AsnTsv(IReadOnlySet<uint> hosting) => _hosting = hosting;

    /// <summary>Reads all of it.</summary>
    /// <param name="tsv">The table, gzipped or not.</param>
    /// <param name="hosting">The numbers of hosting networks.</param>
    /// <exception cref="InvalidDataException">The gzip stream is damaged, or no line is a range.</exception>
    public static AsnLoad Read(ReadOnlyMemory<byte> tsv, IReadOnlySet<uint> hosting)
    {
        var reader = new AsnTsv(hosting);
        var badLines = reader.ReadLines((IsGzip(tsv.Span) ? Unzip(tsv) : tsv).Span);
        if (reader._v4.Count + reader._v6.Count == 0)
        {
            throw new InvalidDataException($"None of the lines is a range ({badLines} read).");
        }

        var ranges = reader._v4.Count + reader._v6.Count;
        var database = new AsnDatabase([.. reader._networks], reader._v4.Build(), reader._v6.Build());
        return new AsnLoad(database, ranges, badLines, reader._v4.Overlaps + reader._v6.Overlaps);
    }

    private static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1f, 0x8b, ..];

    private static ReadOnlyMemory<byte> Unzip(ReadOnlyMemory<byte> zipped)
    {
        using var gzip = new GZipStream(new MemoryStream(zipped.ToArray()), CompressionMode.Decompress);
        using var plain = new MemoryStream(zipped.Length * 4);
        gzip.CopyTo(plain);
        return plain.GetBuffer().AsMemory(0, (int)plain.Length);
    }

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

    private bool TryReadLine(ReadOnlySpan<byte> line)
    {
        var first = Field(ref line);
        var last = Field(ref line);
        var numberText = Field(ref line);
        var country = Field(ref line);
        if (
            !Utf8Parser.TryParse(numberText, out uint number, out var consumed)
            || consumed != numberText.Length
            || consumed == 0
        )
        {
            return false;
        }

        if (IpText.TryParseV4(first, out var v4First) && IpText.TryParseV4(last, out var v4Last))
        {
            if (v4First <= v4Last && number != 0)
            {
                _v4.Add(v4First, v4Last, Network(number, country, line));
            }

            return v4First <= v4Last;
        }

        if (!IpText.TryParseV6(first, out var v6First) || !IpText.TryParseV6(last, out var v6Last) || v6First > v6Last)
        {
            return false;
        }

        if (number != 0)
        {
            _v6.Add(v6First, v6Last, Network(number, country, line));
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

    // The few systems with more than one country or name are as many networks.
    private int Network(uint number, ReadOnlySpan<byte> country, ReadOnlySpan<byte> description)
    {
        if (!_byNumber.TryGetValue(number, out var places))
        {
            _byNumber[number] = places = new List<int>(1);
        }

        foreach (var place in places)
        {
            var known = _networks[place]!;
            if (Utf8Equals(known.Country, country) && Utf8Equals(known.Description, description))
            {
                return place;
            }
        }

        _networks.Add(
            new AsnNetwork(number, Country(country), Text(description), IsHosting: _hosting.Contains(number))
        );
        places.Add(_networks.Count - 1);
        return _networks.Count - 1;
    }

    private string? Country(ReadOnlySpan<byte> country)
    {
        if (Text(country) is not { } text)
        {
            return null;
        }

        if (!_countries.TryGetValue(text, out var shared))
        {
            _countries[text] = shared = text;
        }

        return shared;
    }

    // iptoasn writes None for a country it does not know.
    private static string? Text(ReadOnlySpan<byte> text) =>
        text.IsEmpty || text.SequenceEqual("None"u8) ? null : Encoding.UTF8.GetString(text);

    private static bool Utf8Equals(string? text, ReadOnlySpan<byte> utf8) =>
        text is null ? utf8.IsEmpty || utf8.SequenceEqual("None"u8)
        : text.Length == utf8.Length ? Ascii.Equals(utf8, text) || Encoding.UTF8.GetString(utf8) == text
        : Encoding.UTF8.GetByteCount(text) == utf8.Length && Encoding.UTF8.GetString(utf8) == text;
}
