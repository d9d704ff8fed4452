using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>Address to autonomous system, in memory and never changed. A lookup allocates nothing.</summary>
internal sealed class AsnDatabase(AsnTable table)
{
    private readonly AsnNetwork?[] _networks = table.Networks;
    private readonly AsnV4Index _v4 = new(table.V4);
    private readonly AsnV6Index _v6 = new(table.V6);

    /// <summary>The network that announces the address, null for none; IPv4-mapped addresses count as IPv4.</summary>
    public AsnNetwork? Find(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily is AddressFamily.InterNetwork)
        {
            return Find(BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        return address.IsIPv4MappedToIPv6
            ? Find(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : Find(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    public AsnNetwork? Find(uint v4) => _networks[_v4.Find(v4)];

    public AsnNetwork? Find(UInt128 v6) => _networks[_v6.Find(v6)];
}
