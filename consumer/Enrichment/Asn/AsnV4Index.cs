using System.Numerics;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// IPv4 address to network with two reads of memory and no search: a bit for each /24 that has an entry, in blocks of 64
/// with the number of entries before each, gives the entry's place.
/// </summary>
internal sealed class AsnV4Index
{
    private const int BitsOfUnit = 8;
    private const int BitsOfBlock = 6;
    private const int Blocks = 1 << (32 - BitsOfUnit - BitsOfBlock);

    private readonly Block[] _blocks = new Block[Blocks];
    private readonly int[] _networks;
    private readonly AsnFine<uint> _fine;

    public AsnV4Index(AsnSegments<uint> segments)
    {
        (var units, _networks, _fine) = AsnUnits<uint>.Build(segments, BitsOfUnit);
        foreach (var unit in units)
        {
            _blocks[unit >> BitsOfBlock].Entries |= 1UL << (int)unit;
        }

        var before = 0;
        foreach (ref var block in _blocks.AsSpan())
        {
            block.Before = before;
            before += BitOperations.PopCount(block.Entries);
        }
    }

    /// <summary>The network's place in the table's list, 0 for none.</summary>
    public int Find(uint address)
    {
        var unit = address >> BitsOfUnit;
        var block = _blocks[unit >> BitsOfBlock];

        // Shifted so far that this unit's bit is the highest: what is left are the entries up to here.
        var entry = block.Before + BitOperations.PopCount(block.Entries << (63 - (int)(unit & 63)));
        var network = _networks[entry];
        return network != AsnUnits<uint>.Divided ? network : _fine.Find(address);
    }

    [System.Runtime.InteropServices.StructLayout(
        System.Runtime.InteropServices.LayoutKind.Sequential,
        Pack = sizeof(int)
    )]
    private struct Block
    {
        public ulong Entries;
        public int Before;
    }
}
