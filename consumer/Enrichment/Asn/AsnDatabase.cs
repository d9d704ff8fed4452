using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// Address to autonomous system, in memory and never changed: segments that do not overlap, each from its start up to
/// the next one's, found by an index over the first 16 bits and a binary search within it.
/// </summary>
internal sealed class AsnDatabase
{
    private readonly AsnNetwork?[] _networks;
    private readonly AsnSegments<uint> _v4;
    private readonly AsnSegments<UInt128> _v6;
    private readonly int[] _v4Index;
    private readonly int[] _v6Index;

    public AsnDatabase(AsnNetwork?[] networks, AsnSegments<uint> v4, AsnSegments<UInt128> v6)
    {
        _networks = networks;
        _v4 = v4;
        _v6 = v6;
        _v4Index = Index(v4.Starts, static start => (int)(start >> 16));
        _v6Index = Index(v6.Starts, static start => (int)(start >> 112));
    }

    public static AsnDatabase Empty { get; } = new([null], AsnSegments<uint>.None, AsnSegments<UInt128>.None);

    /// <summary>Number 0 is null: what nobody announces.</summary>
    public IReadOnlyList<AsnNetwork?> Networks => _networks;

    public AsnSegments<uint> V4 => _v4;

    public AsnSegments<UInt128> V6 => _v6;

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

    public AsnNetwork? Find(uint v4)
    {
        var bucket = v4 >> 16;
        var low = _v4Index[bucket];
        var high = _v4Index[bucket + 1];
        var starts = _v4.Starts;

        // The last start that is not above the address; the segment before the bucket's first may reach into it.
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (starts[middle] <= v4)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? null : _networks[_v4.Networks[low - 1]];
    }

    public AsnNetwork? Find(UInt128 v6)
    {
        var bucket = (int)(v6 >> 112);
        var low = _v6Index[bucket];
        var high = _v6Index[bucket + 1];
        var starts = _v6.Starts;
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (starts[middle] <= v6)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? null : _networks[_v6.Networks[low - 1]];
    }

    // Entry n is the place of the first start whose 16 bits are n or more.
    private static int[] Index<T>(T[] starts, Func<T, int> bits)
    {
        var index = new int[(1 << 16) + 1];
        var place = 0;
        for (var bucket = 0; bucket < index.Length; bucket++)
        {
            while (place < starts.Length && bits(starts[place]) < bucket)
            {
                place++;
            }

            index[bucket] = place;
        }

        return index;
    }
}
