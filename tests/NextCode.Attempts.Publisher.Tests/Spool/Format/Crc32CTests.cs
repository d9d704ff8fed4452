using NextCode.Attempts.Publisher.Spool.Format;

namespace NextCode.Attempts.Publisher.Tests.Spool.Format;

public class Crc32CTests
{
    // RFC 3720, appendix B.4, and the customary check value of the catalogue of CRC algorithms.
    [Test]
    public void The_published_values_come_out()
    {
        byte[] ascending = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

        Assert.That(Crc32C.Compute("123456789"u8), Is.EqualTo(0xE3069283));
        Assert.That(Crc32C.Compute(new byte[32]), Is.EqualTo(0x8A9136AA));
        Assert.That(Crc32C.Compute(ascending), Is.EqualTo(0x46DD794E));
    }
}
