using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// The table as a compact file for fast starts: what it was made from, networks, segments, and a checksum over all of it.
/// Everything stands in arrays, each behind its length in bytes, so that reading is copying. Integers are little-endian; a
/// file of another version, or damaged, is no table.
/// </summary>
internal static class AsnBinary
{
    private const int ChecksumBytes = sizeof(uint);
    private static readonly byte[] Magic = "NCASN02\n"u8.ToArray();

    /// <summary>Writes the file beside its place and moves it there, so that it is never half a file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="table">What.</param>
    /// <param name="version">Tells the source's content apart from an older one: its ETag.</param>
    public static void Write(string path, AsnTable table, string version)
    {
        var networks = table.Networks.AsSpan(1).ToArray();
        using var content = new MemoryStream();
        WriteArray(content, Encoding.UTF8.GetBytes(version));
        WriteArray(content, Array.ConvertAll(networks, static network => network!.Number));
        WriteArray(content, Array.ConvertAll(networks, static network => network!.IsHosting));
        WriteTexts(content, Array.ConvertAll(networks, static network => network!.Country));
        WriteTexts(content, Array.ConvertAll(networks, static network => network!.Description));
        WriteArray(content, table.V4.Starts);
        WriteArray(content, table.V4.Networks);
        WriteArray(content, table.V6.Starts);
        WriteArray(content, table.V6.Networks);

        var written = content.GetBuffer().AsSpan(0, (int)content.Length);
        var temporary = path + ".new";
        using (var file = File.Create(temporary))
        {
            file.Write(Magic);
            file.Write(BitConverter.GetBytes(Checksum(written)));
            file.Write(written);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is none, of another version, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (AsnTable Table, string Version) Read(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        var header = Magic.Length + ChecksumBytes;
        if (
            file.Length < header
            || !file.StartsWith(Magic)
            || Checksum(file[header..]) != BitConverter.ToUInt32(file[Magic.Length..])
        )
        {
            throw new InvalidDataException($"{path} is not a whole table of this version.");
        }

        var content = file[header..];
        var version = Encoding.UTF8.GetString(ReadArray<byte>(ref content));
        var numbers = ReadArray<uint>(ref content);
        var hosting = ReadArray<bool>(ref content);
        var countries = ReadTexts(ref content, new Dictionary<string, string>(StringComparer.Ordinal));
        var descriptions = ReadTexts(ref content, shared: null);
        var networks = new AsnNetwork?[numbers.Length + 1];
        for (var place = 0; place < numbers.Length; place++)
        {
            networks[place + 1] = new AsnNetwork(numbers[place], countries[place], descriptions[place], hosting[place]);
        }

        var v4 = new AsnSegments<uint>(ReadArray<uint>(ref content), ReadArray<int>(ref content));
        var v6 = new AsnSegments<UInt128>(ReadArray<UInt128>(ref content), ReadArray<int>(ref content));
        return (new AsnTable(networks, v4, v6), version);
    }

    // CRC-32C, which the processor has an instruction for: it tells damage, not malice.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
        {
            checksum = BitOperations.Crc32C(checksum, word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            checksum = BitOperations.Crc32C(checksum, rest);
        }

        return ~checksum;
    }

    // Lengths first, one more than the text's, 0 for none; then all the text.
    private static void WriteTexts(MemoryStream content, string?[] texts)
    {
        WriteArray(
            content,
            Array.ConvertAll(texts, static text => text is null ? 0 : Encoding.UTF8.GetByteCount(text) + 1)
        );
        WriteArray(content, Encoding.UTF8.GetBytes(string.Concat(texts)));
    }

    private static string?[] ReadTexts(ref ReadOnlySpan<byte> content, Dictionary<string, string>? shared)
    {
        var lengths = ReadArray<int>(ref content);
        ReadOnlySpan<byte> text = ReadArray<byte>(ref content);
        var texts = new string?[lengths.Length];
        for (var place = 0; place < texts.Length; place++)
        {
            if (lengths[place] > 0)
            {
                var one = Encoding.UTF8.GetString(text[..(lengths[place] - 1)]);
                texts[place] = shared is null
                    ? one
                    : CollectionsMarshal.GetValueRefOrAddDefault(shared, one, out _) ??= one;
                text = text[(lengths[place] - 1)..];
            }
        }

        return texts;
    }

    private static void WriteArray<T>(MemoryStream content, T[] values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes<T>(values);
        content.Write(BitConverter.GetBytes(bytes.Length));
        content.Write(bytes);
    }

    private static T[] ReadArray<T>(ref ReadOnlySpan<byte> content)
        where T : unmanaged
    {
        var bytes = BitConverter.ToInt32(content);
        var values = MemoryMarshal.Cast<byte, T>(content.Slice(sizeof(int), bytes)).ToArray();
        content = content[(sizeof(int) + bytes)..];
        return values;
    }
}
