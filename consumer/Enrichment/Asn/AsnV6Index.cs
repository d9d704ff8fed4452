using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// IPv6 address to network by a B+ tree over the /64 that have an entry: eight keys a node, compared at once, so that
/// a lookup reads one cache line or two a level and no branch depends on the address. Unlike an index over leading bits it
/// does not mind how unevenly the registries give addresses out.
/// </summary>
internal sealed class AsnV6Index
{
    private const int BitsOfUnit = 64;
    private const int Keys = 8;

    private readonly ulong[] _keys;

    // Where each level begins in the keys, from the root's to the leaves'.
    private readonly int[] _levels;
    private readonly int _count;
    private readonly int[] _networks;
    private readonly AsnFine<UInt128> _fine;

    public AsnV6Index(AsnSegments<UInt128> segments)
    {
        (var units, _networks, _fine) = AsnUnits<UInt128>.Build(segments, BitsOfUnit);
        _count = units.Length;
        var levels = new Stack<ulong[]>([Padded(units)]);
        var leavesOfChild = 1;
        while (levels.Peek().Length > Keys)
        {
            levels.Push(Above(units, levels.Peek().Length / Keys, leavesOfChild));
            leavesOfChild *= Keys + 1;
        }

        _levels = new int[levels.Count];
        _keys = new ulong[levels.Sum(static level => level.Length)];
        var begin = 0;
        foreach (var (depth, level) in levels.Index())
        {
            _levels[depth] = begin;
            level.CopyTo(_keys, begin);
            begin += level.Length;
        }
    }

    /// <summary>The network's place in the table's list, 0 for none.</summary>
    public int Find(UInt128 address)
    {
        var unit = (ulong)(address >> BitsOfUnit);
        if (unit == ulong.MaxValue)
        {
            return NetworkOf(_count, address); // The padding of the nodes is above every other unit.
        }

        var sought = Vector512.Create(unit);
        ref var keys = ref MemoryMarshal.GetArrayDataReference(_keys);
        var node = 0;
        var notAbove = 0;
        foreach (var level in _levels)
        {
            node = (node * (Keys + 1)) + notAbove;
            var nodeKeys = Vector512.LoadUnsafe(ref keys, (nuint)(level + (node * Keys)));
            notAbove = BitOperations.PopCount(Vector512.LessThanOrEqual(nodeKeys, sought).ExtractMostSignificantBits());
        }

        return NetworkOf((node * Keys) + notAbove, address);
    }

    private int NetworkOf(int entry, UInt128 address)
    {
        var network = _networks[entry];
        return network != AsnUnits<UInt128>.Divided ? network : _fine.Find(address);
    }

    private static ulong[] Padded(ulong[] keys)
    {
        var padded = new ulong[Math.Max(1, (keys.Length + Keys - 1) / Keys) * Keys];
        Array.Fill(padded, ulong.MaxValue);
        keys.CopyTo(padded, 0);
        return padded;
    }

    // The level above so many nodes: between two neighbours stands the first key of the right one's first leaf.
    private static ulong[] Above(ulong[] units, int nodes, int leavesOfNode)
    {
        var parents = (nodes + Keys) / (Keys + 1);
        var keys = new ulong[parents * Keys];
        Array.Fill(keys, ulong.MaxValue);
        for (var child = 1; child < nodes; child++)
        {
            if (child % (Keys + 1) > 0)
            {
                var parent = child / (Keys + 1);
                keys[(parent * Keys) + (child % (Keys + 1)) - 1] = units[child * leavesOfNode * Keys];
            }
        }

        return keys;
    }
}
