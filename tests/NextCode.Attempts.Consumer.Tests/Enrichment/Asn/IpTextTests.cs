using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NextCode.Attempts.Consumer.Enrichment.Asn;

namespace NextCode.Attempts.Consumer.Tests.Enrichment.Asn;

internal sealed class IpTextTests
{
    [TestCase("::")]
    [TestCase("::1")]
    [TestCase("1::")]
    [TestCase("1:2:3:4:5:6:7:8")]
    [TestCase("1:2:3:4:5:6:7::")]
    [TestCase("::2:3:4:5:6:7:8")]
    [TestCase("1::8")]
    [TestCase("2001:DB8:0:00:000:0000:aBcD:ffff")]
    [TestCase("::ffff:1.2.3.4")]
    [TestCase("fe80::1%3")]
    [TestCase("[::1]")]
    [TestCase("1:2:3:4:5:6:7:8:9")]
    [TestCase("1:2:3:4:5:6:7:8::")]
    [TestCase("1:2:3:4:5:6:7")]
    [TestCase("1::2::3")]
    [TestCase(":::")]
    [TestCase(":1")]
    [TestCase("1:")]
    [TestCase("12345::")]
    [TestCase("g::")]
    [TestCase("")]
    public void An_ipv6_address_is_read_as_the_platform_reads_it(string text) => ReadsAsThePlatformDoes(text);

    [Test]
    public void Any_text_of_an_addresss_characters_is_read_as_the_platform_reads_it()
    {
        const string Characters = "0123456789abcdefABCDEF::::::::";
        var random = new Random(20261122);
        for (var number = 0; number < 200_000; number++)
        {
            ReadsAsThePlatformDoes(string.Concat(random.GetItems<char>(Characters, random.Next(0, 24))));
        }
    }

    private static void ReadsAsThePlatformDoes(string text)
    {
        var isAddress =
            IPAddress.TryParse(text, out var parsed) && parsed.AddressFamily is AddressFamily.InterNetworkV6;
        var expected = isAddress ? BinaryPrimitives.ReadUInt128BigEndian(parsed!.GetAddressBytes()) : default;

        Assert.That(IpText.TryParseV6(Encoding.ASCII.GetBytes(text), out var address), Is.EqualTo(isAddress), text);
        Assert.That(address, Is.EqualTo(expected), text);
    }
}
