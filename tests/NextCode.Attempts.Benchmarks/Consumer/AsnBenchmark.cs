using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using NextCode.Attempts.Consumer.Enrichment.Asn;

namespace NextCode.Attempts.Benchmarks.Consumer;

/// <summary>
/// IP to AS at full size: loading, memory and lookups of a table as large as iptoasn's, made up with a fixed seed, or of
/// the file given.
/// </summary>
internal static class AsnBenchmark
{
    private const int V4Ranges = 412_000;
    private const int V6Ranges = 103_000;
    private const int Networks = 80_000;
    private const int Lookups = 4_000_000;
    private const int Probes = 1 << 16;

    public static void Run(string? file)
    {
        var tsv = file is null ? MakeUp() : File.ReadAllBytes(file);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var started = Stopwatch.GetTimestamp();
            var load = AsnTsv.Read(tsv, AsnLists.Hosting);
            var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            AsnBinary.Write(path, load.Table, "benchmark");
            Console.WriteLine(
                $"{load.Ranges} ranges, {load.Table.Networks.Length - 1} networks, {load.Overlaps} overlaps."
            );
            Console.WriteLine();
            Console.WriteLine("| | measured | target |");
            Console.WriteLine("|---|---:|---:|");
            Line("the process's first load from TSV, ms", first, "");
            Line(
                "load from TSV, ms (median of 9)",
                Time(9, () => new AsnDatabase(AsnTsv.Read(tsv, AsnLists.Hosting).Table)),
                "≤ 500"
            );
            Line(
                "load from the compact file, ms (median of 9)",
                Time(9, () => new AsnDatabase(AsnBinary.Read(path).Table)),
                "≤ 50"
            );
            Line("retained, MiB", Retained(path), "≤ 32");
            var database = new AsnDatabase(load.Table);
            var (v4, v4Bytes) = LookUpV4(database, load.Table.V4.Starts);
            Line("IPv4 lookup, ns", v4, "≤ 25");
            var (v6, v6Bytes) = LookUpV6(database, load.Table.V6.Starts);
            Line("IPv6 lookup, ns", v6, "≤ 125");
            Line("allocated by a lookup, bytes", (v4Bytes + v6Bytes) / (2.0 * Lookups), "0");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Time(int times, Func<AsnDatabase> load) =>
        Statistics.Median(
            Enumerable
                .Range(0, times)
                .Select(_ =>
                {
                    var started = Stopwatch.GetTimestamp();
                    GC.KeepAlive(load());
                    return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                })
        );

    private static double Retained(string path)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var database = new AsnDatabase(AsnBinary.Read(path).Table);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(database);
        return (after - before) / (1024.0 * 1024.0);
    }

    private static (double Nanoseconds, long Bytes) LookUpV4(AsnDatabase database, uint[] starts)
    {
        var random = new Random(1);
        var probes = new uint[Probes];
        for (var probe = 0; probe < Probes; probe++)
        {
            probes[probe] = starts[random.Next(starts.Length)] + (uint)random.Next(256);
        }

        return Measure(turn => database.Find(probes[turn & (Probes - 1)]));
    }

    private static (double Nanoseconds, long Bytes) LookUpV6(AsnDatabase database, UInt128[] starts)
    {
        var random = new Random(2);
        var probes = new UInt128[Probes];
        for (var probe = 0; probe < Probes; probe++)
        {
            probes[probe] = starts[random.Next(starts.Length)] + (UInt128)random.Next();
        }

        return Measure(turn => database.Find(probes[turn & (Probes - 1)]));
    }

    // The best of five: what else runs on the machine only ever adds.
    private static (double Nanoseconds, long Bytes) Measure(Func<int, AsnNetwork?> find)
    {
        var best = double.MaxValue;
        var bytes = 0L;
        for (var run = 0; run < 6; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            var found = 0;
            for (var turn = 0; turn < Lookups; turn++)
            {
                found += find(turn) is null ? 0 : 1;
            }

            var took = Stopwatch.GetElapsedTime(started).TotalNanoseconds / Lookups;
            bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            best = run == 0 ? best : Math.Min(best, took);
            GC.KeepAlive(found);
        }

        return (best, bytes);
    }

    private static void Line(string what, double measured, string target) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {measured:F1} | {target} |"));

    private static byte[] MakeUp()
    {
        var random = new Random(20261122);
        var text = new StringBuilder(40_000_000);
        var starts = new SortedSet<uint>();
        while (starts.Count < V4Ranges)
        {
            starts.Add((uint)random.NextInt64(0x01000000, 0xDF000000) & 0xFFFFFF00);
        }

        foreach (var start in starts)
        {
            Append(text, random, Text(start), Text(start + 255));
        }

        var prefixes = new SortedSet<ulong>();
        while (prefixes.Count < V6Ranges)
        {
            // As the registries give them out: most under a few dozen of the first 16 bits.
            var top = (ulong)(0x2001 + (random.Next(40) * 0x10)) << 48;
            prefixes.Add(top | ((ulong)random.NextInt64(1L << 32) << 16));
        }

        foreach (var prefix in prefixes)
        {
            Append(text, random, Text(prefix, 0), Text(prefix | 0xFFFF, ulong.MaxValue));
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Append(StringBuilder text, Random random, string first, string last)
    {
        var number = random.Next(1, Networks + 1);
        text.Append(first).Append('\t').Append(last).Append('\t').Append(number).Append('\t');
        text.Append((char)('A' + (number % 26))).Append((char)('A' + (number / 26 % 26)));
        text.Append("\tNETWORK-").Append(number).Append(" Some Company ").Append(number % 977).Append('\n');
    }

    private static string Text(uint address) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}"
        );

    private static string Text(ulong high, ulong low)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return new IPAddress(bytes).ToString();
    }
}
