using System.Numerics;

namespace NextCode.Attempts.Consumer.Enrichment.Asn;

/// <summary>
/// Segments by the units that networks are announced in: /24 of IPv4 and /64 of IPv6, below which next to nothing is
/// routed (RFC 7454, section 6.1.3). A unit has an entry where a segment starts in it; the few units with a start
/// elsewhere than at their beginning are <see cref="Divided"/>, and their segments are listed apart.
/// </summary>
/// <param name="Units">The units with an entry, in order.</param>
/// <param name="Networks">Behind a 0 for what lies before them all, the network each unit begins, or <see cref="Divided"/>.</param>
/// <param name="Fine">The segments of divided units.</param>
internal sealed record AsnUnits<T>(ulong[] Units, int[] Networks, AsnFine<T> Fine)
    where T : struct, IBinaryInteger<T>
{
    public const int Divided = -1;

    public static AsnUnits<T> Build(AsnSegments<T> segments, int bitsOfUnit)
    {
        var units = new ulong[segments.Starts.Length];
        var networks = new int[segments.Starts.Length + 1];
        var count = 0;
        var fineStarts = new List<T>();
        var fineNetworks = new List<int>();
        var before = 0;
        for (var place = 0; place < segments.Starts.Length; place++)
        {
            var start = segments.Starts[place];
            var unit = ulong.CreateTruncating(start >> bitsOfUnit);
            var first = T.CreateTruncating(unit) << bitsOfUnit;
            if (count == 0 || units[count - 1] != unit)
            {
                units[count++] = unit;
                networks[count] = start == first ? segments.Networks[place] : before;
            }

            if (start != first)
            {
                if (networks[count] != Divided)
                {
                    fineStarts.Add(first);
                    fineNetworks.Add(networks[count]);
                    networks[count] = Divided;
                }

                fineStarts.Add(start);
                fineNetworks.Add(segments.Networks[place]);
            }

            before = segments.Networks[place];
        }

        Array.Resize(ref units, count);
        Array.Resize(ref networks, count + 1);
        return new AsnUnits<T>(units, networks, new AsnFine<T>([.. fineStarts], [.. fineNetworks]));
    }
}

/// <summary>The segments of divided units. From one divided unit to the next entry the last segment goes on.</summary>
internal sealed class AsnFine<T>(T[] starts, int[] networks)
    where T : struct, IBinaryInteger<T>
{
    /// <summary>The network of the last segment that starts at the address or before it.</summary>
    public int Find(T address)
    {
        var place = Array.BinarySearch(starts, address);
        return networks[place >= 0 ? place : ~place - 1];
    }
}
