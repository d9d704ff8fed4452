using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// The database as a compact file for fast starts: what it was made from, networks, segments, and a checksum over all of it.
/// Integers are little-endian; a file of another version, or damaged, is no database.
/// </summary>
internal static class AsnBinary
{
    private static readonly byte[] Magic = "NCASN01\n"u8.ToArray();
    private const int ChecksumBytes = sizeof(uint);

    /// <summary>Writes the file beside its place and moves it there, so that it is never half a file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="database">What.</param>
    /// <param name="version">Tells the source's content apart from an older one: its ETag.</param>
    public static void Write(string path, AsnDatabase database, string version)
    {
        using var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(version);
            writer.Write(database.Networks.Count - 1);
            foreach (var network in database.Networks.Skip(1))
            {
                writer.Write(network!.Number);
                writer.Write(network.IsHosting);
                writer.Write(network.Country ?? "");
                writer.Write(network.Description ?? "");
            }

            WriteArray(writer, database.V4.Starts);
            WriteArray(writer, database.V4.Networks);
            WriteArray(writer, database.V6.Starts);
            WriteArray(writer, database.V6.Networks);
        }

        var content = body.GetBuffer().AsSpan(0, (int)body.Length);
        var temporary = path + ".new";
        using (var file = File.Create(temporary))
        {
            file.Write(Magic);
            file.Write(BitConverter.GetBytes(Checksum(content)));
            file.Write(content);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is none, of another version, or damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static (AsnDatabase Database, string Version) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var header = Magic.Length + ChecksumBytes;
        if (
            bytes.Length < header
            || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic)
            || Checksum(bytes.AsSpan(header)) != BitConverter.ToUInt32(bytes, Magic.Length)
        )
        {
            throw new InvalidDataException($"{path} is not a whole database of this version.");
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, header, bytes.Length - header), Encoding.UTF8);
        var version = reader.ReadString();
        var networks = new AsnNetwork?[reader.ReadInt32() + 1];
        var countries = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var place = 1; place < networks.Length; place++)
        {
            var number = reader.ReadUInt32();
            var isHosting = reader.ReadBoolean();
            var country = reader.ReadString();
            CollectionsMarshal.GetValueRefOrAddDefault(countries, country, out _) ??= country;
            var description = reader.ReadString();
            networks[place] = new AsnNetwork(
                number,
                country.Length == 0 ? null : countries[country],
                description.Length == 0 ? null : description,
                isHosting
            );
        }

        var v4 = new AsnSegments<uint>(ReadArray<uint>(reader), ReadArray<int>(reader));
        var v6 = new AsnSegments<UInt128>(ReadArray<UInt128>(reader), ReadArray<int>(reader));
        return (new AsnDatabase(networks, v4, v6), version);
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

    private static void WriteArray<T>(BinaryWriter writer, T[] values)
        where T : unmanaged
    {
        writer.Write(values.Length);
        writer.Write(MemoryMarshal.AsBytes<T>(values));
    }

    private static T[] ReadArray<T>(BinaryReader reader)
        where T : unmanaged
    {
        var values = new T[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
