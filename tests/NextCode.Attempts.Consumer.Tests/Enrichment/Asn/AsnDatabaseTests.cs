using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using NextCode.Attempts.Consumer.Enrichment.Asn;

namespace NextCode.Attempts.Consumer.Tests.Enrichment.Asn;

internal sealed class AsnDatabaseTests
{
    [TestCase("8.8.8.8", 15169u)]
    [TestCase("2001:4860:4860::8888", 15169u)]
    [TestCase("1.1.1.1", 13335u)]
    [TestCase("88.198.0.1", 24940u)]
    [TestCase("139.130.4.5", 1221u)]
    [TestCase("178.240.1.1", 16135u)]
    [TestCase("153.128.1.1", 4713u)]
    [TestCase("::ffff:8.8.8.8", 15169u)]
    [TestCase("10.0.0.1", null)]
    [TestCase("127.0.0.1", null)]
    [TestCase("192.168.1.1", null)]
    [TestCase("240.0.0.1", null)]
    [TestCase("255.255.255.255", null)]
    [TestCase("0.0.0.0", null)]
    [TestCase("::1", null)]
    [TestCase("fe80::1", null)]
    [TestCase("fe80::1%2", null)]
    [TestCase("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null)]
    [TestCase("8.8.8", null)]
    [TestCase("8.8.8.8.8", null)]
    [TestCase("8.8.8.256", null)]
    [TestCase("", null)]
    [TestCase("not an address", null)]
    public void The_sample_that_ships_knows_the_known_answers(string address, uint? expected) =>
        Assert.That(new AsnLookup().Find(Encoding.UTF8.GetBytes(address))?.Number, Is.EqualTo(expected));

    [Test]
    public void Hosting_networks_are_told_from_others()
    {
        var lookup = new AsnLookup();

        Assert.That(lookup.Find("88.198.0.1"u8)!.IsHosting, Is.True);
        Assert.That(lookup.Find("139.130.4.5"u8)!.IsHosting, Is.False);
    }

    [Test]
    public void Of_ranges_that_overlap_the_one_that_starts_later_wins_and_the_outer_one_goes_on()
    {
        var load = Read(
            "10.0.0.0\t10.0.0.255\t1\tAA\tOUTER",
            "10.0.0.16\t10.0.0.31\t2\tBB\tINNER",
            "10.0.0.250\t10.0.1.5\t3\tCC\tACROSS"
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(Number(load, "10.0.0.15"), Is.EqualTo(1));
        Assert.That(Number(load, "10.0.0.16"), Is.EqualTo(2));
        Assert.That(Number(load, "10.0.0.31"), Is.EqualTo(2));
        Assert.That(Number(load, "10.0.0.32"), Is.EqualTo(1));
        Assert.That(Number(load, "10.0.0.250"), Is.EqualTo(3));
        Assert.That(Number(load, "10.0.1.5"), Is.EqualTo(3));
        Assert.That(Number(load, "10.0.1.6"), Is.Null);
        Assert.That(Number(load, "9.255.255.255"), Is.Null);
        Assert.That(load.Overlaps, Is.EqualTo(2));
    }

    [Test]
    public void Lines_that_are_no_range_are_counted_and_left_out()
    {
        var load = Read(
            "10.0.0.0\t10.0.0.255\t1\tAA\tGOOD",
            "nonsense",
            "10.0.0.9\t10.0.0.1\t2\tAA\tBACKWARDS",
            "10.0.0.0\t::1\t3\tAA\tMIXED",
            "10.0.0.0\t10.0.0.1\tx\tAA\tNO NUMBER",
            "10.0.1.0\t10.0.1.255\t0\tNone\tNot routed",
            "255.255.255.0\t255.255.255.255\t5\tNone\tTO THE END"
        );

        using var scope = Assert.EnterMultipleScope();
        Assert.That(load.BadLines, Is.EqualTo(4));
        Assert.That(load.Ranges, Is.EqualTo(2));
        Assert.That(Number(load, "10.0.1.1"), Is.Null);
        Assert.That(Number(load, "255.255.255.255"), Is.EqualTo(5));
        Assert.That(new AsnDatabase(load.Table).Find(IPAddress.Parse("255.255.255.255"))!.Country, Is.Null);
    }

    [Test]
    public void A_gzipped_table_reads_like_a_plain_one()
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("10.0.0.0\t10.0.0.255\t1\tAA\tNAME\r\n"u8);
        }

        var load = AsnTsv.Read(zipped.ToArray(), AsnLists.Hosting);

        Assert.That(new AsnDatabase(load.Table).Find(IPAddress.Parse("10.0.0.1"))!.Description, Is.EqualTo("NAME"));
    }

    [TestCase("")]
    [TestCase("nothing\nof use\n")]
    [TestCase("\u001f\u008bnot really gzip")]
    public void What_holds_no_range_is_no_table(string text) =>
        Assert.That(
            () => AsnTsv.Read(Encoding.Latin1.GetBytes(text), AsnLists.Hosting),
            Throws.InstanceOf<InvalidDataException>()
        );

    [Test]
    public void Any_ranges_answer_as_a_scan_of_them_does()
    {
        var random = new Random(20261122);
        var ranges = new List<(uint First, uint Last, uint Number)>();
        for (uint number = 1; number <= 400; number++)
        {
            var first = (uint)random.NextInt64(0, 1 << 20);
            ranges.Add((first, first + (uint)random.Next(0, 1 << random.Next(1, 18)), number));
        }

        var load = Read([
            .. ranges.Select(static range => $"{Text(range.First)}\t{Text(range.Last)}\t{range.Number}\tAA\tN"),
        ]);
        var database = new AsnDatabase(load.Table);
        for (var probe = 0; probe < 20_000; probe++)
        {
            var address = (uint)random.NextInt64(0, 1 << 21);

            // The range that starts last holds; of two that start together, the shorter one.
            var expected = ranges
                .Where(range => range.First <= address && address <= range.Last)
                .OrderByDescending(static range => range.First)
                .ThenBy(static range => range.Last)
                .ThenByDescending(static range => range.Number)
                .Select(static range => (uint?)range.Number)
                .FirstOrDefault();
            Assert.That(database.Find(address)?.Number, Is.EqualTo(expected), Text(address));
        }
    }

    [Test]
    public void Any_ipv6_ranges_answer_as_a_scan_of_them_does()
    {
        // Below, within and above 2000::/3, and many that share their first 64 bits.
        var random = new Random(20261123);
        UInt128[] bases =
        [
            0,
            (UInt128)0x2001 << 112,
            ((UInt128)0x2001 << 112) + 7,
            (UInt128)0x2a00 << 112,
            (UInt128)0xfe80 << 112,
        ];
        var builder = new AsnSegmentBuilder<UInt128>();
        var ranges = new List<(UInt128 First, UInt128 Last, int Network)>();
        for (var number = 1; number <= 300; number++)
        {
            var first = bases[random.Next(bases.Length)] + ((UInt128)random.Next(4096) << random.Next(0, 100));
            var last = first + ((UInt128)random.Next(1, 64) << random.Next(0, 90));
            ranges.Add((first, last, number));
            builder.Add(first, last, number);
        }

        AsnNetwork?[] networks =
        [
            null,
            .. Enumerable.Range(1, 300).Select(static n => new AsnNetwork((uint)n, null, null, false)),
        ];
        var database = new AsnDatabase(new AsnTable(networks, AsnSegments<uint>.None, builder.Build()));
        foreach (var probe in ranges.SelectMany(static r => new[] { r.First, r.Last, r.First - 1, r.Last + 1 }))
        {
            var expected = ranges
                .Where(range => range.First <= probe && probe <= range.Last)
                .OrderByDescending(static range => range.First)
                .ThenBy(static range => range.Last)
                .Select(static range => (uint?)range.Network)
                .FirstOrDefault();
            Assert.That(database.Find(probe)?.Number, Is.EqualTo(expected), $"{probe:x32}");
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(7)]
    [TestCase(8)]
    [TestCase(9)]
    [TestCase(71)]
    [TestCase(72)]
    [TestCase(73)]
    [TestCase(648)]
    [TestCase(649)]
    [TestCase(6000)]
    public void Any_number_of_ipv6_ranges_is_found(int ranges)
    {
        // Every other /64 from the very first on, and the very last one.
        var starts = Enumerable.Range(0, ranges).Select(static n => (UInt128)(uint)n << 65).ToList();
        if (ranges > 0)
        {
            starts[^1] = UInt128.MaxValue << 64;
        }

        AsnNetwork?[] networks =
        [
            null,
            .. Enumerable.Range(1, ranges).Select(static n => new AsnNetwork((uint)n, null, null, false)),
        ];
        var segments = new AsnSegments<UInt128>([.. starts], [.. Enumerable.Range(1, ranges)]);
        var database = new AsnDatabase(new AsnTable(networks, AsnSegments<uint>.None, segments));
        for (var place = 0; place < ranges; place++)
        {
            var last = place + 1 < ranges ? starts[place + 1] - 1 : UInt128.MaxValue;
            Assert.That(database.Find(starts[place])!.Number, Is.EqualTo(place + 1));
            Assert.That(database.Find(last)!.Number, Is.EqualTo(place + 1));
        }

        Assert.That(database.Find(UInt128.MaxValue)?.Number, Is.EqualTo(ranges == 0 ? null : (uint?)ranges));
        Assert.That(
            database.Find(UInt128.Zero)?.Number,
            Is.EqualTo(
                ranges is 0 ? null
                : ranges is 1 ? null
                : 1u
            )
        );
    }

    [Test]
    public void The_compact_file_holds_the_same_and_a_damaged_one_is_refused()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var original = AsnLists.Sample();
            AsnBinary.Write(path, original, "\"etag\"");

            var (table, version) = AsnBinary.Read(path);
            Assert.That(version, Is.EqualTo("\"etag\""));
            Assert.That(table.Networks, Is.EqualTo(original.Networks));
            Assert.That(table.V4.Starts, Is.EqualTo(original.V4.Starts));
            Assert.That(table.V6.Starts, Is.EqualTo(original.V6.Starts));
            Assert.That(new AsnDatabase(table).Find(IPAddress.Parse("2001:4860::1"))!.Number, Is.EqualTo(15169));

            var bytes = File.ReadAllBytes(path);
            bytes[^1] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.That(() => AsnBinary.Read(path), Throws.InstanceOf<InvalidDataException>());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void A_lookup_allocates_nothing()
    {
        var database = new AsnDatabase(AsnLists.Sample());
        var v6 = BinaryPrimitives.ReadUInt128BigEndian(IPAddress.Parse("2606:4700::1").GetAddressBytes());
        var found = 0;
        database.Find(0x08080808u);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var turn = 0; turn < 1000; turn++)
        {
            found += database.Find(0x08080808u) is null ? 0 : 1;
            found += database.Find(v6) is null ? 0 : 1;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(found, Is.EqualTo(2000));
        Assert.That(allocated, Is.Zero);
    }

    private static AsnLoad Read(params string[] lines) =>
        AsnTsv.Read(Encoding.UTF8.GetBytes(string.Join('\n', lines)), AsnLists.Hosting);

    private static uint? Number(AsnLoad load, string address) =>
        new AsnDatabase(load.Table).Find(IPAddress.Parse(address))?.Number;

    private static string Text(uint address) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}"
        );
}
