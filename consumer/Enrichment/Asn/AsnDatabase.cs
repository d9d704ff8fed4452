using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// Address to autonomous system, in memory and never changed: segments that do not overlap, each from its start up to
/// the next one's, found by an index over the leading bits and a binary search within it.
/// </summary>
internal sealed class AsnDatabase
{
    // IPv6 addresses in use all lie in 2000::/3 (RFC 4291, section 2.4), so the index begins behind these three bits.
    private const int V6Prefix = 0b001;
    private const int V6PrefixBits = 3;
    private const int V6IndexBits = 18;
    private const int V4IndexBits = 16;

    private readonly AsnNetwork?[] _networks;

    // Start and network in one word, so that they share a cache line.
    private readonly ulong[] _v4;
    private readonly int[] _v4Index;
    private readonly ulong[] _v6Highs;
    private readonly UInt128[] _v6Starts;
    private readonly int[] _v6Networks;
    private readonly int[] _v6Index;

    public AsnDatabase(AsnNetwork?[] networks, AsnSegments<uint> v4, AsnSegments<UInt128> v6)
    {
        _networks = networks;
        _v4 = new ulong[v4.Starts.Length];
        for (var place = 0; place < _v4.Length; place++)
        {
            _v4[place] = ((ulong)v4.Starts[place] << 32) | (uint)v4.Networks[place];
        }

        (_v6Starts, _v6Networks) = v6;
        _v6Highs = Array.ConvertAll(_v6Starts, static start => (ulong)(start >> 64));
        _v4Index = Index(_v4, V4IndexBits, static segment => (uint)(segment >> (64 - V4IndexBits)));
        _v6Index = Index(_v6Highs, V6IndexBits, V6Bucket);
    }

    public static AsnDatabase Empty { get; } = new([null], AsnSegments<uint>.None, AsnSegments<UInt128>.None);

    /// <summary>Number 0 is null: what nobody announces.</summary>
    public IReadOnlyList<AsnNetwork?> Networks => _networks;

    public AsnSegments<uint> V4 =>
        new(
            Array.ConvertAll(_v4, static segment => (uint)(segment >> 32)),
            Array.ConvertAll(_v4, static segment => (int)(uint)segment)
        );

    public AsnSegments<UInt128> V6 => new(_v6Starts, _v6Networks);

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
        var segments = _v4;
        var bucket = v4 >> (32 - V4IndexBits);
        var after = _v4Index[bucket];
        var left = _v4Index[bucket + 1] - after;

        // Counts the starts that are not above the address, without a branch that a random address would mispredict.
        while (left > 0)
        {
            var half = (left + 1) >> 1;
            var isNotAbove = ((long)(segments[after + half - 1] >> 32) - v4 - 1) >> 63;
            after += half & (int)isNotAbove;
            left -= half;
        }

        return after == 0 ? null : _networks[(uint)segments[after - 1]];
    }

    public AsnNetwork? Find(UInt128 v6)
    {
        // Half the bits tell almost all segments apart; the whole start is compared only where they do not.
        var high = (ulong)(v6 >> 64);
        var bucket = V6Bucket(high);
        var after = After(_v6Highs, _v6Index[bucket], _v6Index[bucket + 1], high);
        if (after > 0 && _v6Highs[after - 1] == high)
        {
            var first = high == 0 ? 0 : After(_v6Highs, 0, after, high - 1);
            after = After(_v6Starts, first, after, v6);
        }

        return after == 0 ? null : _networks[_v6Networks[after - 1]];
    }

    // The place of the first start above the address. The segment before it holds the address, also where that begins
    // in an earlier bucket.
    private static int After<T>(T[] starts, int low, int high, T address)
        where T : IComparable<T>
    {
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (starts[middle].CompareTo(address) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // All that lies before 2000::/3 shares the first bucket, all behind it the last.
    private static uint V6Bucket(ulong high)
    {
        var prefix = high >> (64 - V6PrefixBits);
        if (prefix != V6Prefix)
        {
            return prefix < V6Prefix ? 0 : (1u << V6IndexBits) - 1;
        }

        return (uint)(high >> (64 - V6PrefixBits - V6IndexBits)) & ((1u << V6IndexBits) - 1);
    }

    // Entry n is the place of the first start whose bucket is n or more.
    private static int[] Index<T>(T[] starts, int bits, Func<T, uint> bucketOf)
    {
        var index = new int[(1 << bits) + 1];
        var place = 0;
        for (var bucket = 0u; bucket < index.Length; bucket++)
        {
            while (place < starts.Length && bucketOf(starts[place]) < bucket)
            {
                place++;
            }

            index[bucket] = place;
        }

        return index;
    }
}
