using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// The networks of a table, each once. A network is found again by the bytes that its lines have in common, number,
/// country and description, so that half a million lines make no more strings than there are networks.
/// </summary>
/// <param name="hosting">The numbers of hosting networks.</param>
internal sealed class AsnNetworkList(IReadOnlySet<uint> hosting)
{
    private readonly List<AsnNetwork?> _networks = [null];
    private readonly List<byte[]> _lines =
    [
        [],
    ];
    private readonly Dictionary<string, string> _countries = new(StringComparer.Ordinal);

    // Places in the list by hash, 0 where there is none; the next free slot follows a taken one. At most half full.
    private int[] _slots = new int[1 << 12];

    public AsnNetwork?[] ToArray() => [.. _networks];

    /// <summary>The place of the network of a line.</summary>
    /// <param name="number">Its number, which the line begins with.</param>
    /// <param name="line">Number, country and description, with tabs between.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Find(uint number, ReadOnlySpan<byte> line)
    {
        for (var slot = Hash(line); ; slot++)
        {
            ref var place = ref _slots[slot & (uint)(_slots.Length - 1)];
            if (place == 0)
            {
                place = Add(number, line);
                var added = place;
                Grow();
                return added;
            }

            if (line.SequenceEqual(_lines[place]))
            {
                return place;
            }
        }
    }

    private int Add(uint number, ReadOnlySpan<byte> line)
    {
        var rest = line[(line.IndexOf((byte)'\t') + 1)..];
        var tab = rest.IndexOf((byte)'\t');
        var country = Text(tab < 0 ? rest : rest[..tab]);
        var description = tab < 0 ? null : Text(rest[(tab + 1)..]);
        if (country is not null)
        {
            country = CollectionsMarshal.GetValueRefOrAddDefault(_countries, country, out _) ??= country;
        }

        _networks.Add(new AsnNetwork(number, country, description, hosting.Contains(number)));
        _lines.Add(line.ToArray());
        return _networks.Count - 1;
    }

    private void Grow()
    {
        if (_networks.Count * 2 <= _slots.Length)
        {
            return;
        }

        _slots = new int[_slots.Length * 2];
        for (var place = 1; place < _lines.Count; place++)
        {
            var slot = Hash(_lines[place]);
            while (_slots[slot & (uint)(_slots.Length - 1)] != 0)
            {
                slot++;
            }

            _slots[slot & (uint)(_slots.Length - 1)] = place;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> line)
    {
        var hash = 0u;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(line))
        {
            hash = BitOperations.Crc32C(hash, word);
        }

        foreach (var rest in line[(line.Length & ~7)..])
        {
            hash = BitOperations.Crc32C(hash, rest);
        }

        return hash;
    }

    // iptoasn writes None for a country it does not know.
    private static string? Text(ReadOnlySpan<byte> text) =>
        text.IsEmpty || text.SequenceEqual("None"u8) ? null : Encoding.UTF8.GetString(text);
}
